import { afterEach, expect, test, vi } from 'vitest'
import { demoWords } from './in-demo'
import { saveDrawing } from './picture-file'
import { saveFile } from './save-file'

const saved: { name: string; file: Blob }[] = []
function downloads(): void {
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    const file = made.at(-1)
    if (file) saved.push({ name: this.download, file })
  })
  const made: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((file) => {
    if (file instanceof Blob) made.push(file)
    return 'blob:file'
  })
}
afterEach(() => {
  saved.length = 0
  delete document.documentElement.dataset['practice']
  vi.restoreAllMocks()
  vi.useRealTimers()
})
const drawing = { svg: '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100"><text>Noisy hall</text></svg>', width: 200, height: 100 }

test.each([
  ['on a tablet that is somebody’s', false, ['who-came.csv', 'tree.svg']],
  ['in a demo', true, ['DEMO-who-came.csv', 'DEMO-tree.svg']],
])('%s, each file is called so, and a table is as it was', async (_where, isDemo, names) => {
  if (isDemo) document.documentElement.dataset['practice'] = ''
  downloads()
  saveFile('who-came.csv', new Blob(['Day\n'], { type: 'text/csv' }))
  await saveDrawing('tree', 'svg', drawing)
  expect(saved.map(({ name }) => name)).toEqual(names)
  expect(await saved[0]?.file.text()).toBe('Day\n')
})

test('a picture that leaves a demo says so below what is drawn; any other is untouched', async () => {
  downloads()
  await saveDrawing('tree', 'svg', drawing)
  document.documentElement.dataset['practice'] = ''
  await saveDrawing('tree', 'svg', drawing)
  const [plain, demo] = await Promise.all(saved.map(({ file }) => file.text()))
  expect(plain).toBe(drawing.svg)
  const page = new DOMParser().parseFromString(demo ?? '', 'image/svg+xml')
  expect([...page.querySelectorAll('text')].map((one) => [one.textContent, Number(one.getAttribute('y')) > drawing.height])).toEqual([['Noisy hall', false], [demoWords, true]])
  expect(Number(page.documentElement.getAttribute('height'))).toBeGreaterThan(Number(page.querySelector('text:last-of-type')?.getAttribute('y')))
})

test('a file’s address outlives its click, and is given back', () => {
  vi.useFakeTimers()
  downloads()
  const back = vi.spyOn(URL, 'revokeObjectURL')
  saveFile('tree.svg', new Blob(['x']))
  vi.advanceTimersByTime(30_000)
  expect(back).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(back).toHaveBeenCalledWith('blob:file')
})

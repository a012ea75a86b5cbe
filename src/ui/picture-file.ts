import { demoWords, inDemo } from './in-demo'
import { saveFile } from './save-file'

/** What a picture on the glass looks like is said in style sheets; a file has none, so each look is written on its own mark. */
const looks = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline', 'paint-order', 'vector-effect'] as const
const namespace = 'http://www.w3.org/2000/svg'
const besides = { line: 24, font: 14, margin: 16 } as const
/** For a projector or an A3 sheet: dots to each px of the drawing, as far as a tablet can draw. */
const sharp = { most: 3, dots: 16_000_000 } as const

export interface PictureFile {
  /** Of the file, without an ending. */
  readonly name: string
  /** Above and below the picture: whose it is, when, and which words were in force. Drawn into the file. */
  readonly above: readonly string[]
  readonly below: readonly string[]
}

/** The picture as SVG text that stands alone: every look written out, on white, with the lines above and below it. */
export function standingAlone(picture: SVGSVGElement, { above, below }: Pick<PictureFile, 'above' | 'below'>): Drawing {
  const drawn = picture.cloneNode(true) as SVGSVGElement // a copy of an element is that element
  const [left = 0, top = 0, width = 0, height = 0] = (picture.getAttribute('viewBox') ?? '').split(/[\s,]+/).map(Number)
  const before = [picture, ...picture.querySelectorAll('*')]
  const after = [drawn, ...drawn.querySelectorAll('*')]
  after.forEach((one, at) => {
    const from = before[at]
    const style = from ? getComputedStyle(from) : null
    for (const look of looks) {
      const value = style?.getPropertyValue(look)
      if (value) one.setAttribute(look, value)
    }
    for (const name of one.getAttributeNames()) if (name === 'class' || name === 'style' || name.startsWith('data-') || name.startsWith('aria-')) one.removeAttribute(name)
  })
  const headed = above.length * besides.line + besides.margin
  const full = { width: width + 2 * besides.margin, height: headed + height + below.length * besides.line + besides.margin }
  for (const [name, value] of [['x', besides.margin], ['y', headed], ['width', width], ['height', height], ['viewBox', `${left} ${top} ${width} ${height}`]] as const) drawn.setAttribute(name, String(value))

  const page = document.createElementNS(namespace, 'svg')
  const add = (tag: string, attributes: Readonly<Record<string, string | number>>, words = '') => {
    const one = document.createElementNS(namespace, tag)
    for (const [name, value] of Object.entries(attributes)) one.setAttribute(name, String(value))
    one.textContent = words
    page.append(one)
  }
  for (const [name, value] of [['viewBox', `0 0 ${full.width} ${full.height}`], ['width', full.width], ['height', full.height]] as const) page.setAttribute(name, String(value))
  add('rect', { width: full.width, height: full.height, fill: '#fff' })
  const font = getComputedStyle(document.body).fontFamily || 'sans-serif'
  above.forEach((words, at) => add('text', { x: besides.margin, y: (at + 1) * besides.line, 'font-family': font, 'font-size': at === 0 ? besides.font + 4 : besides.font, 'font-weight': at === 0 ? 700 : 400, fill: '#000' }, words))
  page.append(drawn)
  below.forEach((words, at) => add('text', { x: besides.margin, y: headed + height + (at + 1) * besides.line, 'font-family': font, 'font-size': besides.font, fill: '#000' }, words))
  return { svg: new XMLSerializer().serializeToString(page), ...full }
}

/** A picture as SVG text that stands alone. */
export interface Drawing {
  readonly svg: string
  readonly width: number
  readonly height: number
}

/** The same as a piece of a page. Read as XML, so that no word of it can become anything but a word. */
export const pictureElement = ({ svg }: Drawing): Element => document.importNode(new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement, true)

/** In a demo every picture that leaves says so under itself. */
function marked(drawing: Drawing): Drawing {
  if (!inDemo()) return drawing
  const { svg, width } = drawing
  const height = drawing.height + besides.line + besides.margin
  return {
    width, height,
    svg: `<svg xmlns="${namespace}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#fff"/>${svg}`
      + `<text x="${besides.margin}" y="${drawing.height + besides.line}" font-family="sans-serif" font-size="${besides.font + 4}" font-weight="700" fill="#000">${demoWords}</text></svg>`,
  }
}

/** The same for SVG text that stands alone already. It leaves the tablet's lock with that. */
export async function saveDrawing(name: string, kind: 'svg' | 'png', drawing: Drawing): Promise<void> {
  const left = marked(drawing)
  saveFile(`${name}.${kind}`, kind === 'svg' ? new Blob([left.svg], { type: 'image/svg+xml' }) : await drawnAsPng(left))
}
/** Hands a picture on the glass to the tablet's own downloads. */
export const savePicture = (picture: SVGSVGElement, kind: 'svg' | 'png', file: PictureFile): Promise<void> => saveDrawing(file.name, kind, standingAlone(picture, file))

async function drawnAsPng({ svg, width, height }: Drawing): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  const dots = Math.min(sharp.most, Math.sqrt(sharp.dots / (width * height)))
  canvas.width = Math.floor(width * dots)
  canvas.height = Math.floor(height * dots)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/png') })
  if (blob === null) throw new Error('the picture could not be drawn')
  return blob
}

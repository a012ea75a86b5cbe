// Several byte strings in one answer: the length of a head, the head as JSON (with the frames' lengths), the frames.
const encoder = new TextEncoder()

export function frameUp(head, frames) {
  const text = encoder.encode(JSON.stringify({ ...head, lengths: frames.map(({ byteLength }) => byteLength) }))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, text.byteLength)
  return [length, text, ...frames]
}
export function framesIn(buffer) {
  const length = new DataView(buffer).getUint32(0)
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)))
  let at = 4 + length
  const frames = head.lengths.map((size) => {
    // A copy of its own: a view would keep the whole page alive, and be stored whole.
    const frame = new Uint8Array(buffer.slice(at, at + size))
    at += size
    return frame
  })
  return { head, frames }
}

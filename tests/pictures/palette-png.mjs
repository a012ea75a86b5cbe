// A picture of a screen has few colours: as a PNG of 256 of them it takes a third of the room.
import { deflateSync, inflateSync } from 'node:zlib'

const mark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const most = 256

/** `png`: eight bits a channel, RGB or RGBA, not interlaced, as Chromium makes it. Gives the same picture in its 256 most usual colours, each other one as the nearest of them. */
export function inFewColours(png) {
  const { width, height, channels, pixels } = read(png)
  const colours = new Uint32Array(width * height)
  const counts = new Map()
  for (let at = 0; at < colours.length; at += 1) {
    const colour = pixels.readUIntBE(at * channels, 3)
    colours[at] = colour
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts].sort((a, b) => b[1] - a[1]).slice(0, most).map(([colour]) => colour)
  const places = new Map(palette.map((colour, place) => [colour, place]))
  const placeOf = (colour) => {
    if (!places.has(colour)) places.set(colour, nearest(palette, colour))
    return places.get(colour)
  }
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = placeOf(colours[y * width + x])
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3], 8)
  const table = Buffer.from(palette.flatMap((colour) => channelsOf(colour)))
  return Buffer.concat([mark, chunk('IHDR', head), chunk('PLTE', table), chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]
function nearest(palette, colour) {
  const wanted = channelsOf(colour)
  const apart = (one) => channelsOf(one).reduce((sum, channel, i) => sum + (channel - wanted[i]) ** 2, 0)
  return palette.reduce((best, one, place) => (apart(one) < apart(palette[best]) ? place : best), 0)
}

function read(png) {
  let head
  const parts = []
  for (let at = mark.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    const kind = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') head = body
    if (kind === 'IDAT') parts.push(body)
    at += length + 12
  }
  const [width, height, channels] = [head.readUInt32BE(0), head.readUInt32BE(4), { 2: 3, 6: 4 }[head[9]]]
  return { width, height, channels, pixels: unfilter(inflateSync(Buffer.concat(parts)), { stride: width * channels, height, channels }) }
}

/** PNG section 9.2: each byte is told by the one left of it, above it, or both. */
function unfilter(rows, { stride, height, channels }) {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = rows[y * (stride + 1)]
    for (let x = 0; x < stride; x += 1) {
      const to = y * stride + x
      const left = x >= channels ? out[to - channels] : 0
      const up = y > 0 ? out[to - stride] : 0
      const corner = x >= channels && y > 0 ? out[to - stride - channels] : 0
      out[to] = rows[y * (stride + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
    }
  }
  return out
}
function paeth(left, up, corner) {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

function chunk(kind, body) {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), body])
  const out = Buffer.alloc(body.length + 12)
  out.writeUInt32BE(body.length, 0)
  named.copy(out, 4)
  out.writeUInt32BE(crc(named), body.length + 8)
  return out
}
function crc(bytes) {
  let left = 0xffffffff
  for (const byte of bytes) {
    left ^= byte
    for (let bit = 0; bit < 8; bit += 1) left = left & 1 ? (left >>> 1) ^ 0xedb88320 : left >>> 1
  }
  return (left ^ 0xffffffff) >>> 0
}

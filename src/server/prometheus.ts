/**
 * Prometheus' text format (0.0.4), for what this endpoint counts. A library would bring a registry, a quantile sketch and
 * OpenTelemetry's interfaces; what is needed is this page. Label values are the program's own words, never a caller's.
 */

type Labels = Readonly<Record<string, string>>
export type Sample = readonly [labels: Labels, value: number]

/** One measure under its name, written out. */
export interface Measure {
  readonly lines: () => string
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
const line = (name: string, labels: Labels, value: number): string => {
  const said = Object.entries(labels).map(([label, word]) => `${label}="${escaped(word)}"`).join(',')
  return `${name}${said === '' ? '' : `{${said}}`} ${Number.isFinite(value) ? value : 'NaN'}\n`
}
const head = (name: string, kind: 'counter' | 'gauge' | 'histogram', says: string): string => `# HELP ${name} ${says}\n# TYPE ${name} ${kind}\n`

/** What is so at this moment. */
export const gauge = (name: string, says: string, samples: readonly Sample[]): string => head(name, 'gauge', says) + samples.map(([labels, value]) => line(name, labels, value)).join('')

/** What another has counted. */
export const counted = (name: string, says: string, value: number): string => head(name, 'counter', says) + line(name, {}, value)

export interface Counter extends Measure {
  readonly add: (labels: Labels, count?: number) => void
}
export function openCounter(name: string, says: string): Counter {
  const counts = new Map<string, [Labels, number]>()
  return {
    add: (labels, count = 1) => {
      const key = Object.values(labels).join('\n')
      const found = counts.get(key)
      if (found) found[1] += count
      else counts.set(key, [labels, count])
    },
    lines: () => head(name, 'counter', says) + [...counts.values()].map(([labels, count]) => line(name, labels, count)).join(''),
  }
}

export interface Histogram extends Measure {
  readonly note: (labels: Labels, value: number) => void
}
/** `upTo`: the ends of its buckets, rising. */
export function openHistogram(name: string, says: string, upTo: readonly number[]): Histogram {
  const kept = new Map<string, { labels: Labels; buckets: number[]; sum: number; count: number }>()
  return {
    note: (labels, value) => {
      const key = Object.values(labels).join('\n')
      const found = kept.get(key) ?? { labels, buckets: upTo.map(() => 0), sum: 0, count: 0 }
      kept.set(key, found)
      upTo.forEach((end, index) => {
        if (value <= end) found.buckets[index] = (found.buckets[index] ?? 0) + 1
      })
      found.sum += value
      found.count += 1
    },
    lines: () => head(name, 'histogram', says) + [...kept.values()].map(({ labels, buckets, sum, count }) =>
      buckets.map((inside, index) => line(`${name}_bucket`, { ...labels, le: String(upTo[index]) }, inside)).join('')
      + line(`${name}_bucket`, { ...labels, le: '+Inf' }, count) + line(`${name}_sum`, labels, sum) + line(`${name}_count`, labels, count)).join(''),
  }
}

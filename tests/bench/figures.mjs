// How figures are worked out and written.

export function quantile(figures, part) {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}
export const median = (figures) => quantile(figures, 0.5)
/** The figure, and how far apart the runs lay. */
export const ms = (figures) => `${round(median(figures))} ms (${round(Math.min(...figures))} to ${round(Math.max(...figures))})`
export const round = (figure) => (figure < 10 ? figure.toFixed(1) : figure.toFixed(0))

/** Minutes that stand for a band of length where one number is needed: its middle, and for the open one half as much again as its foot. */
export const bandMinutes: Readonly<Record<string, number>> = { 'under-1': 0, '1-to-5': 3, '5-to-15': 10, '15-to-30': 22, 'over-30': 45 }

const minuteMs = 60_000

/** The wall time a band's length before another, `YYYY-MM-DDTHH:mm`; null for a band that says no length. */
export function wallBefore(wall: string, band: string): string | null {
  const minutes = bandMinutes[band]
  // Digits in, digits out: no zone comes into it.
  return minutes === undefined ? null : new Date(Date.parse(`${wall.slice(0, 16)}Z`) - minutes * minuteMs).toISOString().slice(0, 16)
}

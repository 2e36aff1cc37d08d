/** Loudness as it was measured, drawn together into `bars` values from 0 to 1, the loudest at 1. */
export const waveformOf = (levels: readonly number[], bars = 60): number[] => {
  if (levels.length === 0) return []
  const count = Math.min(bars, levels.length)
  const peaks = Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * levels.length) / count)
    const to = Math.max(from + 1, Math.floor(((bar + 1) * levels.length) / count))
    return Math.max(...levels.slice(from, to))
  })
  const most = Math.max(...peaks)
  return most > 0 ? peaks.map((peak) => peak / most) : peaks
}

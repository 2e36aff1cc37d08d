/** One measured figure as a JSON line: `value` is the median; times in ms, sizes in bytes unless the name says MB. */
export type Figure = { name: string; value: number; unit: string; p95: number; p99: number; samples: number }

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN

/** Median, 95th and 99th percentile (nearest rank) of the samples. */
export const figure = (name: string, unit: string, samples: number[]): Figure => {
  if (samples.length === 0) throw new Error(`${name} has no samples`)
  const sorted = samples.toSorted((a, b) => a - b)
  const rounded = (value: number) => Number(value.toPrecision(4))
  const [value, p95, p99] = [0.5, 0.95, 0.99].map((share) => rounded(at(sorted, share))) as [number, number, number]
  return { name, value, unit, p95, p99, samples: samples.length }
}

/** How the one compares with the other of the same run, whatever machine it was. */
export const ratio = (name: string, measured: Figure, baseline: Figure): Figure =>
  figure(name, 'ratio', [measured.value / baseline.value])

export const print = (found: Figure) => console.log(JSON.stringify(found))

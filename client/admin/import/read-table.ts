import Papa from 'papaparse'

/** What a file holds: its columns by name, and each line by its number in the file, as people count them. */
export type Table = { columns: readonly string[]; lines: readonly { line: number; cells: readonly string[] }[] }

const byteOrderMarks: readonly [readonly number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

/**
 * As German Excel writes it: "CSV" in Windows-1252, "CSV UTF-8" with a byte order mark, "Unicode Text" in UTF-16.
 * What is valid UTF-8 is UTF-8: umlauts in Windows-1252 never are.
 */
export const textOf = (bytes: Uint8Array): string => {
  const marked = byteOrderMarks.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))
  if (marked) return new TextDecoder(marked[1]).decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const separators = [';', '\t', ',', '|'] as const

/** Excel writes what the system says, in German a semicolon: the one that divides the first line into the most columns. */
const separatorOf = (text: string): string => {
  const [first = ''] = text.split(/\r\n|\n|\r/, 1)
  const columns = (separator: string) => first.split(separator).length
  return separators.reduce((best, other) => (columns(other) > columns(best) ? other : best))
}

/** Null for what is no table. */
export const readTable = (bytes: Uint8Array): Table | null => {
  const text = textOf(bytes)
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separatorOf(text) })
  // A quote that is never closed has swallowed lines.
  if (errors.length > 0) return null
  const [columns, ...rest] = data
  if (!columns || columns.every((name) => name.trim() === '')) return null
  const lines = rest
    .map((cells, at) => ({ line: at + 2, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  return { columns: columns.map((name) => name.trim()), lines }
}

export type ByteRange = { start: number; end: number }

/**
 * RFC 9110, section 14: one range of bytes, `end` exclusive. `all`: there is none, or several, or something else that
 * a server may ignore. `unsatisfiable`: it lies behind the end.
 */
export const byteRangeOf = (header: string | undefined, sizeBytes: number): ByteRange | 'all' | 'unsatisfiable' => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match) return 'all'
  const [, first = '', last = ''] = match
  if (first === '') {
    if (last === '') return 'all'
    const length = Math.min(Number(last), sizeBytes)
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes }
  }
  const start = Number(first)
  if (last !== '' && Number(last) < start) return 'all'
  if (start >= sizeBytes) return 'unsatisfiable'
  return { start, end: last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes) }
}

/** At a time; players go on asking. */
export const mostPieceBytes = 2 * 1024 * 1024

/** RFC 9110, section 14: what is given out of what is asked for; null when it lies behind the end. */
export const pieceOf = (range: string | null, sizeBytes: number): { start: number; end: number } | null => {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? []
  const start = first === '' && last !== '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const until = first === '' || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1)
  return start < until ? { start, end: Math.min(until, start + mostPieceBytes) } : null
}

/** Whether two plain values say the same. */
export const isSame = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const names = Object.keys(a)
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  return (
    names.length === Object.keys(b).length && names.every((name) => name in right && isSame(left[name], right[name]))
  )
}

/** The new list with the old objects where nothing changed, so that a view redraws only what did. */
export const keepSame = <T>(before: readonly T[], next: readonly T[], keyOf: (item: T) => string): T[] => {
  const known = new Map(before.map((item) => [keyOf(item), item]))
  return next.map((item) => {
    const old = known.get(keyOf(item))
    return old !== undefined && isSame(old, item) ? old : item
  })
}

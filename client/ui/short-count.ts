/** `99+` fits where three digits do not. */
export const shortCount = (count: number): string => (count > 99 ? '99+' : String(count))

/** A cell that a spreadsheet would take for a formula is one that nobody meant so (OWASP, "CSV Injection"). */
const cell = (value: string | number | null): string => {
  if (value === null) return ''
  const text = String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[";\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** As Excel opens it here: semicolons, and a mark that it is UTF-8. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): Blob =>
  new Blob([`\uFEFF${rows.map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' })

import Papa from 'papaparse'

/** In the form that German Excel opens by a double click: a byte order mark, semicolons, and no cell that is a formula. */
export const writeTable = (columns: readonly string[], lines: readonly (readonly (string | number)[])[]): Blob => {
  const text = Papa.unparse(
    { fields: [...columns], data: lines.map((cells) => [...cells]) },
    {
      delimiter: ';',
      newline: '\r\n',
      escapeFormulae: true,
    },
  )
  return new Blob(['\ufeff', text, '\r\n'], { type: 'text/csv;charset=utf-8' })
}

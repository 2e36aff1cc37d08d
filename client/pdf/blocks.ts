/** What stands on the pages, in order; how it is drawn is `draw-pdf.ts`. */
export type Block =
  | { kind: 'title'; text: string; aside: string }
  | { kind: 'heading'; text: string }
  | { kind: 'facts'; rows: [label: string, text: string][] }
  | { kind: 'text'; label: string; text: string }
  | { kind: 'note'; text: string }

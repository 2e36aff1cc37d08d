/** Character maps, fonts and decoders that PDF.js asks for by name, served by our own clinic and only when asked for. */
const addresses = (found: Record<string, unknown>): Map<string, string> =>
  new Map(Object.entries(found).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), String(url)]))

const parts = addresses({
  ...import.meta.glob(
    [
      '../../../node_modules/pdfjs-dist/cmaps/*.bcmap',
      '../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
      '../../../node_modules/pdfjs-dist/wasm/*.wasm',
    ],
    { query: '?url&no-inline', import: 'default', eager: true, exhaustive: true },
  ),
})

/** What PDF.js fetches by. */
export class PdfParts {
  async fetch({ filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const url = parts.get(filename)
    const response = url ? await fetch(url) : null
    if (!response?.ok) throw new Error(`no part ${filename}`)
    return new Uint8Array(await response.arrayBuffer())
  }
}

/** Server-server API, "Request authentication": `X-Matrix origin="…",destination="…",key="…",sig="…"`. */
export type XMatrix = { origin: string; destination: string | null }

const parameters = (text: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, name, quoted, plain] of text.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)) {
    if (!name || found.has(name.toLowerCase())) return new Map()
    found.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '')
  }
  return found
}

/** Every header of the request that uses the scheme; `null` stands for one that cannot be read. */
export const parseXMatrix = (headers: string[]): (XMatrix | null)[] =>
  headers
    .filter((header) => /^X-Matrix\s/i.test(header))
    .map((header) => {
      const found = parameters(header.slice('X-Matrix'.length))
      const origin = found.get('origin')
      return origin ? { origin, destination: found.get('destination') ?? null } : null
    })

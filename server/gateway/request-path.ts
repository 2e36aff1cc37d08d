/**
 * The path as every part behind us will read it, or null when parts could read it differently:
 * dot segments, doubled slashes, backslashes, or an encoding that hides one of our prefixes.
 */
export const readPath = (url: string | undefined): string | null => {
  const path = (url ?? '').split(/[?#]/, 1)[0] ?? ''
  if (!path.startsWith('/') || path.startsWith('//') || path.includes('\\')) return null
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return null
  }
  if (decoded.split(/[/\\]/).some((segment) => segment === '.' || segment === '..')) return null
  const isReserved = (text: string) => /^[/\\]*(?:_matrix|_synapse)(?:[/\\]|$)/i.test(text)
  if (isReserved(decoded) && !/^\/(?:_matrix|_synapse)\//.test(path)) return null
  if (/^\/(?:_matrix|_synapse)\/[^/]*%/i.test(path)) return null
  return path
}

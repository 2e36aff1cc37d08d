/**
 * Position of a sync that has not brought every room yet. The SDK keeps it on the disk together with the rooms that
 * have come, so that a later start knows, of the same moment, both where to go on and that rooms are missing.
 */

const mark = 'partial~'

/** `missing` makes two positions differ although nothing has happened between them: each is worth keeping. */
export const asPartial = (token: string, missing: number): string => `${mark}${missing}~${token}`

export const isPartial = (token: string | null | undefined): boolean => token?.startsWith(mark) ?? false

/** As the homeserver knows it. */
export const homeserverToken = (token: string): string =>
  isPartial(token) ? token.slice(token.indexOf('~', mark.length) + 1) : token

const positions = ['since', 'at', 'from', 'to'] as const

/** The SDK puts its position into other questions too, as when it asks who was in a room then. */
export const withHomeserverTokens = (address: string): string => {
  if (!address.includes('partial')) return address
  const url = new URL(address)
  for (const name of positions) {
    const token = url.searchParams.get(name)
    if (token && isPartial(token)) url.searchParams.set(name, homeserverToken(token))
  }
  return url.href
}

/** Names clinics, never people; no paths, since those carry ids of rooms and people. */
export type GatewayFields = {
  partner?: string
  reason?: string
  cut?: number
  partners?: number
  port?: number
  upstream?: 'homeserver' | 'service'
  listener?: 'web' | 'federation' | 'egress' | 'control'
}
export type GatewayLog = (event: string, fields?: GatewayFields) => void

export const openGatewayLog =
  (write: (line: string) => void, now: () => number = Date.now): GatewayLog =>
  (event, fields = {}) =>
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), part: 'gateway', event, ...fields })}\n`)

/** What a stranger sends must not fill the log: a server name at most, or nothing. */
export const printable = (name: string): string =>
  /^[a-z0-9.:-]{1,230}$/i.test(name) ? name.toLowerCase() : '(not a name)'

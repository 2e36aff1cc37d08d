/**
 * Whether a subscription leads to one of the push services that the clinic allows: patterns are origins, whose host
 * may begin with `*.`, and whose port may be `*`. Whatever else a browser names would make us call any address.
 */
export const isPushService = (endpoint: string, allowed: readonly string[]): boolean => {
  const url = URL.parse(endpoint)
  if (!url || url.username || url.password) return false
  return allowed.some((pattern) => {
    const [, protocol, host = '', port = ''] = /^(https?:)\/\/([^/:]+)(?::(\*|\d+))?$/.exec(pattern) ?? []
    const isHost = host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
    return url.protocol === protocol && isHost && (port === '*' || url.port === port)
  })
}

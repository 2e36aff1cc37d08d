/** Browsers find `*.localhost` on their own machine; no resolver needs to know it (RFC 6761). */
export const isLocal = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost')

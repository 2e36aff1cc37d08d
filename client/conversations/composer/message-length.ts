/**
 * A Matrix event has at most 65,536 bytes (client-server API, "Size limits"). Encryption makes four bytes of three
 * and adds an envelope; what is left is for the text as JSON writes it.
 */
export const maxMessageBytes = 45_000

/** Bytes of a text inside an event. */
export const messageBytes = (text: string): number => new TextEncoder().encode(JSON.stringify(text)).length - 2

/** How many percent too long a text is; 0 when it fits. */
export const percentTooLong = (text: string): number =>
  Math.max(0, Math.ceil((messageBytes(text) / maxMessageBytes - 1) * 100))

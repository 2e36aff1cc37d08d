import { randomBytes } from 'node:crypto'

/** Whoever knows it may read one message of ours about the partnership, so it cannot be guessed. */
export const newMessageId = (): string => randomBytes(24).toString('base64url')

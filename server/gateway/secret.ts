import { createHash, timingSafeEqual } from 'node:crypto'

const digest = (text: string) => createHash('sha256').update(text).digest()

export const isBearer = (header: string | undefined, secret: string): boolean => {
  const match = /^Bearer (.+)$/i.exec(header ?? '')
  return match?.[1] !== undefined && timingSafeEqual(digest(match[1]), digest(secret))
}

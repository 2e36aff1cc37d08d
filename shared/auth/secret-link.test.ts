import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { hashOfSecret, readLink, writeLink } from './secret-link.ts'

const link = { id: 'i'.repeat(16), secret: 's'.repeat(43) }

it('a link carries its secret in the fragment, and is read whole or not at all', () => {
  const { hash, pathname, search } = new URL(writeLink('https://nord.example/welcome', link))
  expect(readLink(hash)).toEqual(link)
  expect(pathname + search).toBe('/welcome')
  for (const broken of ['', '#', `#${link.id}`, `#${link.id}.${link.secret}x`, `${hash}.x`, `#a/b.${link.secret}`])
    expect(readLink(broken)).toBeNull()
})

it('a secret for one thing opens no other', () => {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64').replaceAll('=', '')
  expect(hashOfSecret(hash, 'guest', 'x')).not.toBe(hashOfSecret(hash, 'invitation', 'x'))
  expect(hashOfSecret(hash, 'guest', 'x')).not.toBe(hash('x'))
})

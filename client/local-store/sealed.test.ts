import { expect, test } from 'vitest'
import { sealJson, unsealJson } from './sealed.ts'

const newKey = () => crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])

test('what is sealed is read with its key and in its place only', async () => {
  const key = await newKey()
  const row = await sealJson(key, 'draft 1', { text: 'Brustschmerz' })
  expect(await unsealJson(key, 'draft 1', row)).toEqual({ text: 'Brustschmerz' })
  expect(await unsealJson(key, 'draft 2', row)).toBeUndefined()
  expect(await unsealJson(await newKey(), 'draft 1', row)).toBeUndefined()
  expect(new TextDecoder().decode(row.sealed)).not.toContain('Brustschmerz')
})

import 'fake-indexeddb/auto'
import { expect, it, onTestFinished } from 'vitest'
import { committed, openDatabase } from '../local-store/database.ts'
import { openMediaStore } from './media-store.ts'

let people = 0
const open = async () => {
  people += 1
  const userId = `@media${people}:nord.example`
  const store = await openMediaStore(userId)
  onTestFinished(() => store.close())
  return { userId, store }
}

it('keeps what waits to be sent over a reload, and forgets it when told', async () => {
  const { userId, store } = await open()
  const url = await store.write(new Blob(['ciphertext']))
  const again = await openMediaStore(userId)
  onTestFinished(() => again.close())
  expect(await (await again.read(url))?.text()).toBe('ciphertext')
  await again.remove(url)
  expect(await again.read(url)).toBeNull()
})

it('reads what was kept as bytes, as where a browser keeps no blobs', async () => {
  const { userId, store } = await open()
  const database = await openDatabase(`consilium-media ${userId}`, {})
  onTestFinished(() => database.close())
  const transaction = database.transaction('files', 'readwrite')
  transaction.objectStore('files').put(new TextEncoder().encode('ciphertext').buffer, 'local:before')
  await committed(transaction)
  expect(await (await store.read('local:before'))?.text()).toBe('ciphertext')
})

it('throws away what no message waits for', async () => {
  const { store } = await open()
  const [kept, left] = [await store.write(new Blob(['a'])), await store.write(new Blob(['b']))]
  await store.removeAllBut(new Set([kept]))
  expect(await store.read(kept)).not.toBeNull()
  expect(await store.read(left)).toBeNull()
})

import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { openOutboxStore } from './outbox-store.ts'

/** As the first version wrote it, with a key of 32 times 7. */
const kept = {
  txnId: 'm1',
  order: 1,
  nonce: new Uint8Array(12),
  sealed: Uint8Array.from(
    atob(
      'GvrQypXbb8rbJeJV5ldp3NKAxLAX/pF5N2fvpyLLNkSZsDkxochJk+rIlxD1iSXPNfPJKOzeGMqqQeloY0WNWOn1Eg/eUtwQOpnXs8HRwGEdIPqaD9nv427Xzi7FRIDb6oX7GZ3o21ueXCJtUW6HbKGUOKPWDcUKpopZs6J0Rxs+AZnaR7gSifBlU3QiITO389LhF51RGJrr',
    ),
    (character) => character.charCodeAt(0),
  ).buffer,
}

it('a message that was written before an update is read after it', async () => {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(32).fill(7), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const store = await openOutboxStore('@anna:nord.example', key)
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('consilium-outbox @anna:nord.example')
    opening.onsuccess = () => {
      const writing = opening.result.transaction('entries', 'readwrite')
      writing.objectStore('entries').put(kept)
      writing.oncomplete = () => resolve()
      writing.onabort = () => reject(writing.error)
    }
  })
  expect(await store.read()).toEqual([
    {
      txnId: 'm1',
      roomId: '!room',
      type: 'm.room.message',
      content: { msgtype: 'm.text', body: 'one' },
      queuedAt: 1_700_000_000_000,
      error: null,
    },
  ])
})

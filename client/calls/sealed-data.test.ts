import { expect, it } from 'vitest'
import { createSealing } from './sealed-data.ts'

const [ida, emil] = ['@ida:nord:PHONE', '@emil:sued:DESK']
const keyOf = (fill: number) => new Uint8Array(32).fill(fill)
const text = (bytes: Uint8Array | null) => bytes && new TextDecoder().decode(bytes)
const said = new TextEncoder().encode('here')

/** Ida's side, and that of somebody who has her keys. */
const openBoth = (keys: readonly { index: number; fill: number }[] = [{ index: 3, fill: 7 }]) => {
  const [sender, receiver] = [createSealing(), createSealing()]
  for (const { index, fill } of keys) {
    sender.setKey({ livekitIdentity: ida, isOwn: true, index, key: keyOf(fill) })
    receiver.setKey({ livekitIdentity: ida, isOwn: false, index, key: keyOf(fill) })
  }
  return { sender, receiver }
}
const sealedBy = async (sender: ReturnType<typeof createSealing>) => {
  const sealed = await sender.seal(said)
  if (!sealed) throw new Error('there is a key')
  return sealed
}

it('what somebody sends is read by who has their key, and never stands there in the clear', async () => {
  const { sender, receiver } = openBoth()
  const sealed = await sealedBy(sender)
  expect(text(sealed)).not.toContain('here')
  expect(text(await receiver.open(ida, sealed))).toBe('here')
})

it('what the SFU says is of another one is not read', async () => {
  const { sender, receiver } = openBoth()
  // Even where both had the same key.
  receiver.setKey({ livekitIdentity: emil, isOwn: false, index: 3, key: keyOf(7) })
  expect(await receiver.open(emil, await sealedBy(sender))).toBe(null)
})

it('nothing is read that is not sealed, cut, or changed on its way', async () => {
  const { sender, receiver } = openBoth()
  const sealed = await sealedBy(sender)
  expect(await receiver.open(ida, said)).toBe(null)
  expect(await receiver.open(ida, new Uint8Array())).toBe(null)
  expect(await receiver.open(ida, sealed.slice(0, -1))).toBe(null)
  for (const at of [0, 1, 5, sealed.length - 1]) {
    const changed = sealed.slice()
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(await receiver.open(ida, changed)).toBe(null)
  }
})

it('after a new key the newest is used, and who has only the old one reads nothing more', async () => {
  const { sender, receiver } = openBoth([
    { index: 255, fill: 1 },
    { index: 0, fill: 2 },
  ])
  const left = createSealing()
  left.setKey({ livekitIdentity: ida, isOwn: false, index: 255, key: keyOf(1) })
  const sealed = await sealedBy(sender)
  expect(text(await receiver.open(ida, sealed))).toBe('here')
  expect(await left.open(ida, sealed)).toBe(null)
})

it('nothing is sent before there is a key', async () => {
  expect(await createSealing().seal(said)).toBe(null)
})

it('the media key itself does not open it', async () => {
  const { sender } = openBoth()
  const sealed = await sealedBy(sender)
  const media = await crypto.subtle.importKey('raw', keyOf(7), 'AES-GCM', false, ['decrypt'])
  const params = { name: 'AES-GCM', iv: sealed.slice(2, 14), additionalData: new TextEncoder().encode(ida) }
  await expect(crypto.subtle.decrypt(params, media, sealed.subarray(14))).rejects.toThrow()
})

import * as v from 'valibot'

/** Base64 as Matrix writes it, without padding; other clients may leave the padding or write it for URLs. */
const base64Of = (bytes: number) => {
  const length = Math.ceil((bytes * 4) / 3)
  return v.pipe(v.string(), v.regex(new RegExp(`^[A-Za-z0-9+/_-]{${length}}={0,2}$`)))
}

/** Until the homeserver has it, what is sent lies on this device under such an address. */
export const localUrl = /^local:[0-9a-f-]{36}$/
const mediaUrl = /^(?:mxc:\/\/[A-Za-z0-9.:[\]-]+\/[A-Za-z0-9_-]+|local:[0-9a-f-]{36})$/

/** How to read a file that lies at a homeserver: Matrix specification, "Extensions to m.room.message msgtypes". */
export const encryptedFile = v.object({
  v: v.literal('v2'),
  url: v.pipe(v.string(), v.regex(mediaUrl)),
  key: v.object({
    kty: v.literal('oct'),
    alg: v.literal('A256CTR'),
    k: base64Of(32),
    key_ops: v.array(v.string()),
    ext: v.literal(true),
  }),
  iv: base64Of(16),
  hashes: v.object({ sha256: base64Of(32) }),
})
export type EncryptedFile = v.InferOutput<typeof encryptedFile>

/** All but where it lies. */
export type FileSeal = Omit<EncryptedFile, 'url'>

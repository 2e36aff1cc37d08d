import { type DeviceOfGuest, linkKeyInfos, provenText, vouchedText } from '#shared/calls/guest-proof.ts'
import type { UserId } from '#shared/matrix/ids.ts'

type Bytes = Uint8Array<ArrayBuffer>

const encode = (text: string): Bytes => new TextEncoder().encode(text)
const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('=', '')
const toBase64Url = (bytes: Uint8Array): string => toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_')
const fromBase64 = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))

/** `entry`: what the service is given in place of the secret. `proofKey`: what it must never be given. */
export type GuestKeys = { entry: string; proofKey: string }

export const guestKeysOf = async (secret: string): Promise<GuestKeys> => {
  const material = await crypto.subtle.importKey('raw', fromBase64(secret), 'HKDF', false, ['deriveBits'])
  const derive = async (info: string) => {
    const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: encode(info) }
    return new Uint8Array(await crypto.subtle.deriveBits(way, material, 256))
  }
  const [entry, proof] = await Promise.all([derive(linkKeyInfos.entry), derive(linkKeyInfos.proof)])
  return { entry: toBase64Url(entry), proofKey: toBase64(proof) }
}

const hmacKey = (proofKey: string) =>
  crypto.subtle.importKey('raw', fromBase64(proofKey), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])

const sign = async (proofKey: string, text: string): Promise<string> =>
  toBase64(new Uint8Array(await crypto.subtle.sign('HMAC', await hmacKey(proofKey), encode(text))))

const isSigned = async (proofKey: string, text: string, proof: string): Promise<boolean> =>
  crypto.subtle.verify('HMAC', await hmacKey(proofKey), fromBase64(proof), encode(text))

export const proveDevice = (proofKey: string, guest: UserId, device: DeviceOfGuest): Promise<string> =>
  sign(proofKey, provenText(guest, device))

export const isDeviceProven = async (
  proofKey: string,
  guest: UserId,
  { proof, ...device }: DeviceOfGuest & { proof: string | null },
): Promise<boolean> => proof !== null && isSigned(proofKey, provenText(guest, device), proof)

/** To this guest, by the key of their link. */
export const vouchFor = (proofKey: string, guest: UserId, whose: UserId, device: DeviceOfGuest): Promise<string> =>
  sign(proofKey, vouchedText(guest, whose, device))

export const isVouchedFor = (
  proofKey: string,
  guest: UserId,
  whose: UserId,
  { proof, ...device }: DeviceOfGuest & { proof: string },
): Promise<boolean> => isSigned(proofKey, vouchedText(guest, whose, device), proof)

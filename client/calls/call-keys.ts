import { BaseKeyProvider } from 'livekit-client'
import type { MediaKey } from '../matrix/types.ts'

/** Indices are modulo 256 in MatrixRTC; with LiveKit's default of 16 keys, keys land in others' places. */
const keyringSize = 256
const ratchetWindowSize = 10

type KeyInfo = ReturnType<BaseKeyProvider['getKeys']>[number]

/** Media keys for one LiveKit room, one key ring for each participant. */
export class CallKeys extends BaseKeyProvider {
  #ownKey: (KeyInfo & { keyIndex: number }) | null = null
  #othersKeys = new Map<string, KeyInfo>()
  /** Importing is asynchronous, and the newest key has to be the last one set. */
  #turn: Promise<void> = Promise.resolve()

  constructor() {
    super({ keyringSize, ratchetWindowSize })
  }

  set(key: MediaKey): void {
    this.#turn = this.#turn.then(() => this.#set(key))
  }

  async #set({ livekitIdentity, isOwn, index, key }: MediaKey): Promise<void> {
    const material = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveBits', 'deriveKey'])
    const info = { key: material, participantIdentity: livekitIdentity, keyIndex: index }
    if (isOwn) this.#ownKey = info
    else this.#othersKeys.set(`${livekitIdentity} ${index}`, info)
    this.onSetEncryptionKey(material, livekitIdentity, index)
  }

  /**
   * LiveKit sets all keys again when it connects anew, and takes for current the index that was set last, whosever it
   * was: it could go back to a key that people who have left know. So of our own keys it is told the newest only.
   */
  override getKeys(): KeyInfo[] {
    return [...this.#othersKeys.values(), ...(this.#ownKey ? [this.#ownKey] : [])]
  }

  override getLatestManuallySetKeyIndex(): number {
    return this.#ownKey?.keyIndex ?? 0
  }
}

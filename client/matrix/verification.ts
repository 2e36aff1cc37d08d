import {
  type ShowQrCodeCallbacks,
  type ShowSasCallbacks,
  VerificationPhase,
  type VerificationRequest,
  VerificationRequestEvent,
  type Verifier,
  VerifierEvent,
} from 'matrix-js-sdk/lib/crypto-api/verification.js'
import { createSignal } from 'solid-js'
import type { DeviceId, UserId } from '#shared/matrix/ids.ts'
import { useWords } from '../i18n/index.ts'
import { verificationEmojiWords } from '../i18n/words/verification-emoji.ts'
import type { Verification } from './types.ts'

const sasMethod = 'm.sas.v1'
const showMethod = 'm.qr_code.show.v1'
const scanMethod = 'm.qr_code.scan.v1'
export const verificationMethods = [sasMethod, showMethod, scanMethod, 'm.reciprocate.v1']

type Phase = ReturnType<Verification['phase']>
type Cancelled = ReturnType<Verification['cancelled']>

/** While the two devices agree on how to compare, there is nothing to see. */
export const phaseOf = (
  phase: VerificationPhase,
  { hasEmoji, isScanned, isConfirmed }: { hasEmoji: boolean; isScanned: boolean; isConfirmed: boolean },
): Phase => {
  switch (phase) {
    case VerificationPhase.Unsent:
    case VerificationPhase.Requested:
      return 'requested'
    case VerificationPhase.Ready:
      return 'ready'
    case VerificationPhase.Started:
      if (isConfirmed) return 'confirming'
      if (isScanned) return 'scanned'
      return hasEmoji ? 'comparing' : 'ready'
    case VerificationPhase.Done:
      return 'done'
    case VerificationPhase.Cancelled:
      return 'cancelled'
  }
}

/** Codes of `m.key.verification.cancel` in the Matrix specification. */
export const cancelledOf = (code: string | null): Exclude<Cancelled, null> => {
  switch (code) {
    case 'm.mismatched_sas':
    case 'm.mismatched_commitment':
    case 'm.key_mismatch':
    case 'm.user_mismatch':
      return 'mismatch'
    case 'm.timeout':
      return 'timeout'
    case 'm.user':
      return 'declined'
    case 'm.accepted':
      return 'elsewhere'
    default:
      return 'failed'
  }
}

const words = useWords(verificationEmojiWords)

const nameOfEmoji = (english: string): string =>
  (words() as Readonly<Record<string, string | undefined>>)[english] ?? english

let made = 0

/**
 * | state | shown | on entry |
 * | --- | --- | --- |
 * | requested | own: waiting for the other device · incoming: accept or not | the timer of the request starts |
 * | ready | our code for the other camera, or a camera for theirs, or the choice of emoji | the code is made |
 * | scanned | the other device has read our code: does it say so? | – |
 * | comparing | seven emoji: the same, or not | – |
 * | confirming | waiting for the other side's word | our word is sent |
 * | done | it worked | – |
 * | cancelled | why, and what that means | – |
 *
 * Lives until it is done, cancelled or timed out.
 */
export const openVerification = (request: VerificationRequest): Verification => {
  made += 1
  const isIncoming = !request.initiatedByMe
  const [phase, setPhase] = createSignal<Phase>('requested')
  const [cancelled, setCancelled] = createSignal<Cancelled>(null)
  const [sas, setSas] = createSignal<ShowSasCallbacks | null>(null)
  const [scanned, setScanned] = createSignal<ShowQrCodeCallbacks | null>(null)
  const [code, setCode] = createSignal<Uint8ClampedArray | null>(null)
  const [mayScan, setMayScan] = createSignal(false)
  let isConfirmed = false
  let isStarting = false
  let isCodeAsked = false
  let followed: Verifier | null = null

  const fail = () => {
    if (phase() === 'done' || phase() === 'cancelled') return
    setCancelled('failed')
    setPhase('cancelled')
    end()
    request.cancel().catch(() => {})
  }

  const start = async () => {
    if (isStarting) return
    isStarting = true
    await request.startVerification(sasMethod)
  }

  /** The other client may know emoji only. */
  const offerCode = () => {
    setMayScan(request.otherPartySupportsMethod(showMethod))
    const mayShow = request.otherPartySupportsMethod(scanMethod)
    if (!mayShow && !mayScan() && !isIncoming) start().catch(fail)
    if (!mayShow || isCodeAsked) return
    isCodeAsked = true
    // Without one, the other two ways stay.
    request.generateQRCode().then(
      (bytes) => setCode(bytes ?? null),
      () => {},
    )
  }

  function follow(verifier: Verifier) {
    if (followed === verifier) return
    unfollow()
    followed = verifier
    // The request says so only before the emoji are there.
    verifier.on(VerifierEvent.ShowSas, read)
    verifier.on(VerifierEvent.ShowReciprocateQr, read)
    // Answers the start of the other side; how it ends, the request says.
    verifier.verify().catch(() => {})
  }

  function read() {
    if (phase() === 'done' || phase() === 'cancelled') return
    const { verifier } = request
    if (request.phase === VerificationPhase.Ready) offerCode()
    if (verifier) follow(verifier)
    setSas(verifier?.getShowSasCallbacks() ?? null)
    setScanned(verifier?.getReciprocateQrCodeCallbacks() ?? null)
    if (request.phase === VerificationPhase.Cancelled) setCancelled(cancelledOf(request.cancellationCode))
    const now = phaseOf(request.phase, { hasEmoji: sas() !== null, isScanned: scanned() !== null, isConfirmed })
    if (!request.pending && now !== 'done' && now !== 'cancelled') {
      // Another device of ours goes on with it.
      setCancelled('elsewhere')
      setPhase('cancelled')
    } else setPhase(now)
    if (!request.pending) end()
  }

  const timer = setTimeout(
    () => {
      setCancelled('timeout')
      setPhase('cancelled')
      end()
      request.cancel({ code: 'm.timeout' }).catch(() => {})
    },
    request.timeout ?? 10 * 60_000,
  )
  function end() {
    clearTimeout(timer)
    request.off(VerificationRequestEvent.Change, read)
    unfollow()
  }
  function unfollow() {
    followed?.off(VerifierEvent.ShowSas, read)
    followed?.off(VerifierEvent.ShowReciprocateQr, read)
  }
  request.on(VerificationRequestEvent.Change, read)
  read()

  return {
    id: request.transactionId ?? `verification-${made}`,
    otherUserId: request.otherUserId as UserId,
    get otherDeviceId() {
      return (request.otherDeviceId as DeviceId | undefined) ?? null
    },
    isIncoming,
    phase,
    cancelled,
    emoji: () => (sas()?.sas.emoji ?? []).map(([symbol, english]) => ({ symbol, name: nameOfEmoji(english) })),
    async accept() {
      if (isIncoming && request.phase === VerificationPhase.Requested) await request.accept()
    },
    code,
    mayScan,
    async scan(bytes) {
      const verifier = await request.scanQRCode(bytes)
      isConfirmed = true
      follow(verifier)
      read()
    },
    compareEmoji: start,
    async confirm() {
      const shown = sas() ?? scanned()
      if (!shown || isConfirmed) return
      isConfirmed = true
      setPhase('confirming')
      try {
        await shown.confirm()
      } catch (error) {
        isConfirmed = false
        read()
        throw error
      }
    },
    mismatch() {
      sas()?.mismatch()
      scanned()?.cancel()
    },
    async cancel() {
      if (phase() === 'done' || phase() === 'cancelled') return
      await request.cancel()
    },
  }
}

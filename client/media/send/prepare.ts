import { type Substance, substanceOf } from '#shared/media/type-of-bytes.ts'
import { wayOf } from '#shared/media/way.ts'
import type { CleanPicture } from '../../workers/clean-picture.ts'
import { askMedia, isFault } from '../media-worker.ts'
import type { Outgoing } from './outgoing.ts'
import { posterOf } from './poster.ts'

/** Why something is not sent at all. */
export type Refusal = 'unreadable-picture' | 'empty' | 'lost'

/**
 * A chosen file, ready to leave: without what it says beside, and with a name that says nothing about anybody. A
 * document keeps its name, by which it is known. `keepsPlace`: it could not be written anew, and its person is told.
 */
export type Prepared =
  | ({ kind: 'message'; outgoing: Outgoing } & Cleaning)
  | ({ kind: 'case-file'; file: File; isPicture: boolean } & Cleaning)
  | { kind: 'refused'; reason: Refusal }
type Cleaning = { isWrittenAnew: boolean; keepsPlace: boolean }

type Shown = 'picture' | 'video' | 'audio'
const isShown = (substance: Substance): substance is Shown =>
  substance === 'picture' || substance === 'video' || substance === 'audio'

export type PrepareOptions = {
  isConsult: boolean
  limitBytes: number | null
  neutralName(kind: Shown, ending: string, way: 'message' | 'case-file'): string
}

/** Films are written anew in memory; what is larger keeps what it says. */
const mostRewritten = 256 * 1024 * 1024

type Clean = {
  substance: Substance
  blob: Blob
  name: string
  /** Of what gets a name that says nothing. */
  ending: string | null
  mimeType: string
  keepsPlace: boolean
  picture: CleanPicture | null
  recording: { durationMs: number; size: { width: number; height: number } | null } | null
}

const cleanedPicture = async (file: File, mimeType: string): Promise<Clean> => {
  const { picture } = await askMedia<'clean-picture'>({ kind: 'clean-picture', file, mimeType })
  return {
    substance: 'picture',
    blob: picture.blob,
    name: file.name,
    ending: picture.ending,
    mimeType: picture.mimeType,
    keepsPlace: false,
    picture,
    recording: null,
  }
}

const cleanedRecording = async (file: File, substance: 'video' | 'audio', mimeType: string): Promise<Clean> => {
  const asItIs = (): Clean => ({
    substance,
    blob: file,
    name: file.name,
    ending: /\.([a-z0-9]{1,5})$/i.exec(file.name)?.[1]?.toLowerCase() ?? 'bin',
    mimeType,
    keepsPlace: true,
    picture: null,
    recording: null,
  })
  if (file.size > mostRewritten) return asItIs()
  try {
    const { recording } = await askMedia<'clean-recording'>({ kind: 'clean-recording', file })
    const { blob, durationMs, size, ending } = recording
    const found = size ? 'video' : 'audio'
    return {
      substance: found,
      blob,
      name: file.name,
      ending,
      mimeType: recording.mimeType,
      keepsPlace: false,
      picture: null,
      recording: { durationMs, size },
    }
  } catch (thrown) {
    if (isFault(thrown, 'Unreadable')) return asItIs()
    throw thrown
  }
}

const cleaned = async (file: File): Promise<Clean | Refusal> => {
  const { mimeType } = await askMedia<'type'>({ kind: 'type', file })
  const substance = substanceOf(mimeType)
  switch (substance) {
    case 'picture':
      try {
        return await cleanedPicture(file, mimeType ?? '')
      } catch (thrown) {
        if (isFault(thrown, 'Unreadable')) return 'unreadable-picture'
        throw thrown
      }
    case 'scan':
      return 'unreadable-picture'
    case 'video':
    case 'audio':
      return cleanedRecording(file, substance, mimeType ?? '')
    default:
      return {
        substance,
        blob: file,
        name: file.name,
        ending: null,
        mimeType: mimeType ?? (file.type || 'application/octet-stream'),
        keepsPlace: false,
        picture: null,
        recording: null,
      }
  }
}

const outgoingOf = async (clean: Clean): Promise<Outgoing> => {
  const { substance, blob, name, mimeType, picture, recording } = clean
  const plain: Outgoing = {
    kind: 'file',
    name,
    mimeType,
    blob,
    size: null,
    durationMs: recording?.durationMs ?? null,
    waveform: [],
    blurhash: null,
    thumbnail: null,
  }
  if (picture) {
    const { facts } = await askMedia<'picture-facts'>({ kind: 'picture-facts', file: picture.blob })
    const { width, height } = picture
    const { thumbnail } = facts
    return {
      ...plain,
      kind: 'picture',
      size: { width, height },
      blurhash: facts.blurhash,
      thumbnail: thumbnail && {
        blob: thumbnail.blob,
        mimeType: thumbnail.mimeType,
        size: { width: thumbnail.width, height: thumbnail.height },
      },
    }
  }
  if (substance === 'audio') return { ...plain, kind: 'audio' }
  if (substance !== 'video') return plain
  const film = await posterOf(blob)
  return {
    ...plain,
    kind: 'video',
    size: recording?.size ?? film?.size ?? null,
    durationMs: recording?.durationMs ?? film?.durationMs ?? null,
    blurhash: film?.blurhash ?? null,
    thumbnail: film?.thumbnail ?? null,
  }
}

const isUnread = (thrown: unknown) =>
  isFault(thrown, 'NotReadableError') || isFault(thrown, 'NotFoundError') || isFault(thrown, 'AbortError')

/** Reads, cleans and measures one file. Everything that can be expected to go wrong is a refusal. */
export const prepare = async (file: File, options: PrepareOptions): Promise<Prepared> => {
  if (file.size === 0) return { kind: 'refused', reason: 'empty' }
  try {
    const clean = await cleaned(file)
    if (typeof clean === 'string') return { kind: 'refused', reason: clean }
    const { substance, blob, ending, mimeType, keepsPlace } = clean
    const { isConsult, limitBytes, neutralName } = options
    const way = wayOf({ substance, sizeBytes: blob.size, isConsult, limitBytes })
    const name = ending !== null && isShown(substance) ? neutralName(substance, ending, way) : clean.name
    const cleaning: Cleaning = { isWrittenAnew: blob !== file, keepsPlace }
    if (way === 'message') return { kind: 'message', outgoing: { ...(await outgoingOf(clean)), name }, ...cleaning }
    // By its time, which does not leave the device, it is found again after an interruption.
    const { lastModified } = file
    const named = name === file.name ? file : new File([blob], name, { type: mimeType, lastModified })
    return { kind: 'case-file', file: named, isPicture: substance === 'picture', ...cleaning }
  } catch (thrown) {
    if (isUnread(thrown)) return { kind: 'refused', reason: 'lost' }
    throw thrown
  }
}

/** A file of a case once more as it was sent; null when it is sent as it is, or not at all. */
export const writtenAnew = async (file: File, name: string): Promise<File | null> => {
  const prepared = await prepare(file, { isConsult: true, limitBytes: null, neutralName: () => name })
  return prepared.kind === 'case-file' && prepared.isWrittenAnew ? prepared.file : null
}

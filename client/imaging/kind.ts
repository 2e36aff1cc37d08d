import { studyType } from '#shared/dicom/study-index.ts'

export type FileKind = 'dicom' | 'pdf' | 'picture' | 'video' | 'text'

/** Pictures that are pixels only. SVG is a document that can hold script and links, so it is shown as its text. */
const pictureTypes: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  bmp: 'image/bmp',
}

/** Films and sound alike. */
const playedTypes: Record<string, string> = {
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  ogv: 'video/ogg',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  wav: 'audio/wav',
  ogg: 'audio/ogg',
  oga: 'audio/ogg',
  opus: 'audio/ogg',
  flac: 'audio/flac',
  aac: 'audio/aac',
}

const kindOfEnding: Record<string, FileKind> = {
  dcm: 'dicom',
  dicom: 'dicom',
  ima: 'dicom',
  pdf: 'pdf',
  ...Object.fromEntries(Object.keys(pictureTypes).map((ending) => [ending, 'picture' as const])),
  ...Object.fromEntries(Object.keys(playedTypes).map((ending) => [ending, 'video' as const])),
  ...Object.fromEntries(
    ['txt', 'log', 'csv', 'tsv', 'md', 'json', 'xml', 'hl7', 'svg', 'html', 'htm'].map((ending) => [
      ending,
      'text' as const,
    ]),
  ),
}

const endingOf = (name: string) => /\.([a-z0-9]+)$/i.exec(name.trim())?.[1]?.toLowerCase() ?? ''
const plainType = (mimeType: string) => (mimeType.split(';')[0] ?? '').trim().toLowerCase()

const kindOfType = (type: string): FileKind | null => {
  if (type === 'application/dicom' || type === studyType) return 'dicom'
  if (type === 'application/pdf' || type === 'application/x-pdf') return 'pdf'
  if (Object.values(pictureTypes).includes(type) || type === 'image/jpg') return 'picture'
  if (
    type === 'image/svg+xml' ||
    type.startsWith('text/') ||
    /^application\/(?:json|xml|fhir\+json|fhir\+xml)$/.test(type)
  )
    return 'text'
  if (type.startsWith('video/') || type.startsWith('audio/')) return 'video'
  return null
}

/** The type that the sender named decides; the name's ending only where it says nothing. Null: no viewer of ours. */
export const kindOf = (name: string, mimeType: string): FileKind | null => {
  const type = plainType(mimeType)
  const says = type !== '' && type !== 'application/octet-stream' && type !== 'binary/octet-stream'
  return kindOfType(type) ?? (says && type.startsWith('image/') ? null : (kindOfEnding[endingOf(name)] ?? null))
}

/** A type that makes the browser read the bytes as pixels, whatever the sender called them. */
export const pictureTypeOf = (name: string, mimeType: string): string => {
  const type = plainType(mimeType)
  return Object.values(pictureTypes).includes(type) ? type : (pictureTypes[endingOf(name)] ?? 'image/jpeg')
}

/** A type by which a browser chooses how to play it, and cannot take it for anything else. */
export const playedTypeOf = (name: string, mimeType: string): string => {
  const type = plainType(mimeType)
  return /^(?:video|audio)\/[\w.+-]+$/.test(type) ? type : (playedTypes[endingOf(name)] ?? 'video/mp4')
}

/** DICOM PS3.10 section 7.1: 128 bytes for any use, then "DICM". Scanners write such files without any ending. */
export const isDicom = async (file: Blob): Promise<boolean> => (await file.slice(128, 132).text()) === 'DICM'

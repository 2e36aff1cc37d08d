import { isRecord } from '../is-record.ts'
import { localUrl } from './encrypted-file.ts'

type Content = Record<string, unknown>

/** What a message refers to that still lies on this device only: its file first, then its thumbnail. */
export const localUrlsIn = (content: Content): string[] => {
  const info = isRecord(content['info']) ? content['info'] : {}
  return [content['file'], info['thumbnail_file']].flatMap((file) =>
    isRecord(file) && typeof file['url'] === 'string' && localUrl.test(file['url']) ? [file['url']] : [],
  )
}

/** The same message once the homeserver has the file: `to` in place of `from`. */
export const withUrl = (content: Content, from: string, to: string): Content => {
  const moved = (file: unknown) => (isRecord(file) && file['url'] === from ? { ...file, url: to } : file)
  const { info } = content
  return {
    ...content,
    ...('file' in content ? { file: moved(content['file']) } : {}),
    ...(isRecord(info) && 'thumbnail_file' in info
      ? { info: { ...info, thumbnail_file: moved(info['thumbnail_file']) } }
      : {}),
  }
}

import * as v from 'valibot'

export const exportFormats = ['archive', 'pdf'] as const
export type ExportFormat = (typeof exportFormats)[number]

const moment = v.nullable(v.pipe(v.number(), v.safeInteger()))

/** Content of the encrypted event `app.consilium.export`: tells the others that somebody has taken the history out. */
export const exportNotice = v.object({
  version: v.literal(1),
  format: v.picklist(exportFormats),
  /** Unix time in ms; null: from the beginning, and to the end. */
  from: moment,
  until: moment,
})
export type ExportNotice = v.InferOutput<typeof exportNotice>

export const parseNotice = (content: unknown): ExportNotice | null => {
  const parsed = v.safeParse(exportNotice, content)
  return parsed.success ? parsed.output : null
}

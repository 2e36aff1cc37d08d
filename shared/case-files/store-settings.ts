import * as v from 'valibot'

const s3Settings = v.object({
  kind: v.literal('s3'),
  endpoint: v.pipe(v.string(), v.regex(/^https?:\/\/[^/]+$/, 'a URL without path')),
  /** Most stores take any. */
  region: v.optional(v.string(), 'us-east-1'),
  bucket: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket')),
  /** What the names of all objects begin with, where several clinics have one bucket. */
  prefix: v.optional(v.pipe(v.string(), v.regex(/^(?:[\w.-]+\/)*$/, 'empty, or ends with a slash')), ''),
  accessKeyId: v.pipe(v.string(), v.minLength(1)),
  secretAccessKey: v.pipe(v.string(), v.minLength(1)),
  /** The bucket stands in the path of an address; otherwise, in its host. */
  pathStyle: v.optional(v.boolean(), true),
})
export type S3Settings = v.InferOutput<typeof s3Settings>

/** Where a clinic keeps its case files: in the service's folder, or in a bucket. */
export const fileStoreSettings = v.optional(v.variant('kind', [v.object({ kind: v.literal('folder') }), s3Settings]), {
  kind: 'folder',
})
export type FileStoreSettings = v.InferInput<typeof fileStoreSettings>

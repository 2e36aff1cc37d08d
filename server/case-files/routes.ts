import { Metadata } from '@tus/server'
import { Hono, type Context as HonoContext } from 'hono'
import { describeRoute } from 'hono-openapi'
import * as v from 'valibot'
import {
  completionInput,
  completionOutput,
  deletionOutput,
  fileParam,
  roomQuery,
  storeOutput,
  type UsageOutput,
  uploadInput,
  usageOutput,
} from '#shared/case-files/api.ts'
import { ok } from '#shared/result.ts'
import { allow } from '../auth/allow.ts'
import type { Env } from '../context.ts'
import { refuse } from '../errors.ts'
import { described, reply, validate } from '../routing.ts'
import { completeUpload, discardUpload, isCompleting } from './complete-upload.ts'
import { createUpload } from './create-upload.ts'
import { deleteFile } from './delete-file.ts'
import { describeStore } from './describe-store.ts'
import { findFile, touch, usedBytes } from './queries.ts'
import { readFile } from './read-file.ts'
import { answerTus } from './tus-uploads.ts'

const metadataOf = (header: string | undefined): Record<string, string | null> => {
  try {
    return Metadata.parse(header)
  } catch {
    return {}
  }
}

/** tus 1.0 by the library, for the person who began the upload, while it is one. */
const continueUpload = async (c: HonoContext<Env>, fileId: string): Promise<Response> => {
  const { context, person } = c.var
  const { db, homeserver, now } = context
  const row = findFile(db, fileId)
  if (row?.status !== 'uploading' || row.owner !== person.userId) return refuse(c, { code: 'not-found' })
  if (isCompleting(db, fileId)) return refuse(c, { code: 'race-lost' })
  touch(db, row, now())
  return answerTus(context, c.req.raw, async () => {
    const refusal = await c.var.refusalNow()
    if (refusal) return refusal
    // Nobody sees what comes before it is complete, and then they are asked for again: Synapse may be away meanwhile.
    const isIn = await homeserver.isJoined(row.roomId, person.userId).catch(() => true)
    return isIn ? null : { code: 'not-a-member' }
  })
}

/** tus sends in headers what others send in a body. */
const header = (name: string) => ({ in: 'header', name, required: true, schema: { type: 'string' } }) as const

const ciphertext = { description: 'Ciphertext', content: { 'application/octet-stream': {} } }

export const caseFileRoutes = new Hono<Env>()
  .post(
    '/uploads',
    allow.ownPerson,
    describeRoute({
      summary: 'Begin an upload (tus 1.0); Upload-Metadata names fileId and roomId',
      parameters: [header('Upload-Length'), header('Upload-Metadata')],
      responses: { 201: { description: '`Location` is the upload.' } },
    }),
    async (c) => {
      const { context, person } = c.var
      const { fileId, roomId } = metadataOf(c.req.header('upload-metadata'))
      const input = v.safeParse(uploadInput, { fileId, roomId, lengthBytes: c.req.header('upload-length') })
      if (!input.success) return refuse(c, { code: 'bad-input', details: { fields: 'Upload-Length, Upload-Metadata' } })
      const created = await createUpload(context, person, input.output)
      return created.ok ? answerTus(context, c.req.raw, c.var.refusalNow) : refuse(c, created.error)
    },
  )
  // Hono gives HEAD to the handler of GET.
  .get(
    '/uploads/:fileId',
    allow.ownPerson,
    describeRoute({
      summary: 'HEAD: how far an upload is (tus 1.0)',
      responses: { 200: { description: '`Upload-Offset` says how many bytes are here.' } },
    }),
    validate('param', fileParam),
    async (c): Promise<Response> =>
      c.req.raw.method === 'HEAD' ? continueUpload(c, c.req.valid('param').fileId) : refuse(c, { code: 'not-found' }),
  )
  .patch(
    '/uploads/:fileId',
    allow.ownPerson,
    describeRoute({
      summary: 'Continue an upload (tus 1.0)',
      parameters: [header('Upload-Offset')],
      requestBody: { required: true, content: { 'application/offset+octet-stream': {} } },
      responses: { 204: { description: '`Upload-Offset` says how many bytes are here.' } },
    }),
    validate('param', fileParam),
    (c) => continueUpload(c, c.req.valid('param').fileId),
  )
  .delete(
    '/uploads/:fileId',
    allow.ownPerson,
    describeRoute({
      summary: 'Give up an upload (tus 1.0)',
      responses: { 204: { description: 'Its bytes are gone.' } },
    }),
    validate('param', fileParam),
    async (c) => {
      const { fileId } = c.req.valid('param')
      const { context, person } = c.var
      const row = findFile(context.db, fileId)
      const answer = await continueUpload(c, fileId)
      if (row && answer.ok) await discardUpload(context, row, { by: person.userId, code: 'given-up' })
      return answer
    },
  )
  .get(
    '/usage',
    allow.ownPerson,
    described('How much space encrypted files take at this clinic, and how much there is', usageOutput),
    (c) => {
      const { config, db } = c.var.context
      const usage: UsageOutput = { usedBytes: usedBytes(db), ...config.caseFiles }
      return reply(c, ok(usage))
    },
  )
  .get(
    '/store',
    allow.operator,
    described('Where encrypted files are kept, and how many there are', storeOutput),
    async (c) => reply(c, ok(await describeStore(c.var.context))),
  )
  .get(
    '/:fileId',
    allow.memberOf('roomId'),
    describeRoute({
      summary: 'An encrypted file, or a range of it, for a member of its room',
      responses: { 200: ciphertext, 206: ciphertext },
    }),
    validate('param', fileParam),
    validate('query', roomQuery),
    (c) => readFile(c, c.req.valid('param').fileId, c.req.valid('query').roomId),
  )
  .delete(
    '/:fileId',
    allow.memberOf('roomId'),
    described('Delete a stored file, for who added it or who asked for its consult', deletionOutput),
    validate('param', fileParam),
    validate('query', roomQuery),
    async (c) => {
      const { context, person } = c.var
      return reply(c, await deleteFile(context, person, c.req.valid('param').fileId, c.req.valid('query').roomId))
    },
  )
  .post(
    '/:fileId/completion',
    allow.memberOf('roomId'),
    described('All bytes are there: check them and keep them', completionOutput, 201),
    validate('param', fileParam),
    validate('json', completionInput),
    async (c) => {
      const { context, person } = c.var
      return reply(c, await completeUpload(context, person, c.req.valid('param').fileId, c.req.valid('json')), 201)
    },
  )

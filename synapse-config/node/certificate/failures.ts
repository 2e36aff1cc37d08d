import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { certificateFolderIn, replaceFile } from './pair.ts'
import type { Failures } from './renewal.ts'

/** What failed since the last success, on disk: so a node that is started again and again keeps to what an authority allows. */

const keptFailures = 20
const date = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
)
const schema = v.object({
  list: v.array(v.object({ at: date, isCounted: v.boolean() })),
  notBefore: v.nullable(date),
  /** Of the last one, for whoever looks later. */
  says: v.string(),
  mend: v.string(),
})
export type KeptFailures = Failures & { says: string; mend: string }

const none: KeptFailures = { list: [], notBefore: null, says: '', mend: '' }

const fileIn = (folder: string) => join(folder, 'certificate', 'failures.json')

export const readFailures = (folder: string): KeptFailures => {
  try {
    return v.parse(schema, JSON.parse(readFileSync(fileIn(folder), 'utf8')))
  } catch {
    return none
  }
}

export const keepFailures = (folder: string, failures: KeptFailures): void => {
  certificateFolderIn(folder)
  replaceFile(fileIn(folder), JSON.stringify({ ...failures, list: failures.list.slice(-keptFailures) }))
}

export const forgetFailures = (folder: string): void => rmSync(fileIn(folder), { force: true })

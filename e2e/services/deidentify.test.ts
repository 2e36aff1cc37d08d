import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deidentifiedFile, type Pseudonyms } from '../../client/workers/dicom/deidentify.ts'
import { readDicom } from '../../client/workers/dicom/dicom-file.ts'
import { NotDicom } from '../../client/workers/dicom/elements.ts'
import { openPseudonyms } from '../../client/workers/dicom/pseudonyms.ts'
import { runCommand } from '../../synapse-config/node/tools/run-command.ts'
import { ensureDicomFiles } from '../clinics/tools/dicom-files.ts'

let files: Awaited<ReturnType<typeof ensureDicomFiles>>
let pseudonyms: Pseudonyms
let folder: string
beforeAll(async () => {
  ;[files, pseudonyms, folder] = await Promise.all([
    ensureDicomFiles(),
    openPseudonyms(new Uint8Array(32).fill(7)),
    mkdtemp(join(tmpdir(), 'consilium-dicom-')),
  ])
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const deidentified = async (path: string): Promise<Uint8Array> => {
  const bytes = new Uint8Array(await readFile(path))
  const { blob } = await deidentifiedFile(new Blob([bytes]), await readDicom(bytes), pseudonyms)
  return new Uint8Array(await blob.arrayBuffer())
}

test('every file that pydicom has leaves without its person and with all of its pixels, or is named unreadable', async () => {
  const pairs: [string, string][] = []
  const unreadable: Record<string, string> = {}
  for (const [at, path] of files.paths.entries()) {
    try {
      const result = join(folder, `${at}.dcm`)
      await writeFile(result, await deidentified(path))
      pairs.push([path, result])
    } catch (error) {
      if (!(error instanceof NotDicom)) throw error
      unreadable[relative(files.folder, path)] = error.message
    }
  }
  expect(unreadable).toEqual({
    'test_files/dicomdirtests/DICOMDIR-nooffset': 'an item longer than its sequence',
    'test_files/empty_charset_LEI.dcm': 'no SOP class',
    'test_files/meta_missing_tsyntax.dcm': 'no SOP class',
    'test_files/nested_priv_SQ.dcm': 'no SOP class',
    'test_files/no_meta.dcm': 'cut in the middle of a value',
    'test_files/rtplan_truncated.dcm': 'cut in the middle of a value',
  })
  expect(pairs.length).toBe(186)

  const list = join(folder, 'pairs.json')
  await writeFile(list, JSON.stringify(pairs))
  const checked = await runCommand(files.python, [join(import.meta.dirname, 'check_dicom.py'), list])
  expect(JSON.parse(checked.output.trim().split('\n').at(-1) ?? '')).toEqual([])
})

test('a file that is cut anywhere is refused or keeps what it has, and nothing else happens', async () => {
  const small = files.paths.filter((path) => /MR_small|rtplan|SC_rgb_rle_2frame|image_dfl|test-SR/.test(path))
  expect(small.length).toBeGreaterThan(8)
  for (const path of small) {
    const bytes = new Uint8Array(await readFile(path))
    for (let length = 0; length < bytes.length; length += 1 + Math.floor(bytes.length / 60)) {
      const cut = bytes.slice(0, length)
      const read = await readDicom(cut).catch((error) => {
        if (!(error instanceof NotDicom)) throw error
        return null
      })
      if (read) await deidentifiedFile(new Blob([cut]), read, pseudonyms)
    }
  }
})

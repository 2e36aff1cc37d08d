import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { groovyCommand } from './java.ts'

const place = (name: string) => join(import.meta.dirname, 'fhir-validator', name)

export type FhirMessage = { severity: 'fatal' | 'error' | 'warning' | 'information'; location: string; text: string }

/** What HL7's validator, as HAPI carries it, finds in each of these resources by the definitions of R4. */
export const validateFhir = async (...resources: object[]): Promise<FhirMessage[][]> => {
  const folder = await mkdtemp(join(tmpdir(), 'consilium-fhir-'))
  try {
    const files = resources.map((_, index) => join(folder, `${index}.json`))
    for (const [index, file] of files.entries()) await writeFile(file, JSON.stringify(resources[index]))
    const [java, args] = await groovyCommand(place('validate.groovy'), place('jars.txt'))
    const { stdout } = await promisify(execFile)(java, [...args, ...files], { maxBuffer: 64 * 1024 * 1024 })
    return stdout
      .trim()
      .split('\n')
      .map((line): FhirMessage[] => JSON.parse(line))
  } finally {
    await rm(folder, { recursive: true })
  }
}

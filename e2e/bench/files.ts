import type { TestClinics } from '../clinics/remote-clinics.ts'
import { signInFirst } from '../people/person.ts'
import { openConsult } from './accepting.ts'
import { measureCaseFiles } from './case-files.ts'
import { print } from './figures.ts'
import { openMeasured } from './measured-people.ts'

const gibiByte = 1024 ** 3

type Parts = { clinics: TestClinics; folder: string; say(line: string): void; isSmall: boolean; isLarge: boolean }

/** How long a large file takes from one clinic's physician to the other one, and what memory it needs. */
export const benchFiles = async ({ clinics, folder, say, isSmall, isLarge }: Parts): Promise<void> => {
  await using measured = await openMeasured(clinics, folder)
  const { ida, emil } = measured
  await Promise.all([signInFirst(ida), signInFirst(emil)])
  await openConsult(ida, emil, 'Wie groß darf eine Datei sein?')
  const sizes = [
    { sizeBytes: isSmall ? gibiByte / 16 : gibiByte, prefix: 'files' },
    ...(isLarge ? [{ sizeBytes: 8 * gibiByte, prefix: 'files8' }] : []),
  ]
  for (const { sizeBytes, prefix } of sizes) {
    say(`A file of ${sizeBytes / 1024 ** 2} MiB …`)
    for (const found of await measureCaseFiles(clinics, measured, { sizeBytes, folder, prefix })) print(found)
  }
}

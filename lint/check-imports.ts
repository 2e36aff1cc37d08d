import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importFault, importsOf } from './import-rules.ts'

/** A part of `npm run check`: every import against the rules. */

/** Tests may reach for what they test. */
const isTest = (file: string) => /(?:\.test|-for-tests)\.tsx?$/.test(file)

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'])
// Listed until the removal is committed, or there already.
const files = listed
  .toString()
  .split('\n')
  .filter((file) => file !== '' && existsSync(file) && !isTest(file))

const targetOf = (file: string, name: string): string => {
  if (name.startsWith('.')) return join(dirname(file), name.replace(/\?.*$/, ''))
  return name.replace(/^#/, '').replace(/\?.*$/, '')
}

const faults = files.flatMap((file) => {
  return importsOf(readFileSync(file, 'utf8')).flatMap((name) => {
    const fault = importFault(file, targetOf(file, name))
    return fault === null ? [] : [`${file} may not import '${name}': ${fault}.`]
  })
})

for (const fault of faults) console.error(fault)
console.log(`Checked the imports of ${files.length} files: ${faults.length} against the rules.`)
process.exitCode = faults.length > 0 ? 1 : 0

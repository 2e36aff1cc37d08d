import { ensureGoProgram } from '../../../synapse-config/node/tools/go-program.ts'

/** A store that speaks S3, on a folder. */
export const ensureVersitygw = (say: (line: string) => void): Promise<string> =>
  ensureGoProgram(
    {
      name: 'versitygw',
      program: 'versitygw',
      module: 'github.com/versity/versitygw/cmd/versitygw',
      version: '1.8.0',
    },
    say,
  )

import { expect, it } from 'vitest'
import { withTemplate } from './report-template.ts'

const template = { findings: 'Rhythmus:', assessment: 'Beurteilung:', recommendation: '' }

it('a template fills what is empty and leaves what was written', () => {
  expect(withTemplate({ findings: ' ', assessment: '', recommendation: '' }, template)).toEqual(template)
  const written = { findings: 'Sinusrhythmus', assessment: ' ', recommendation: 'Kontrolle' }
  expect(withTemplate(written, template)).toEqual({ ...written, assessment: 'Beurteilung:' })
})

import { lazy } from 'solid-js'

export { useAnswerWords } from './answer-words.ts'
export { QuestionFields } from './QuestionFields.tsx'
export { TakeTemplate } from './TakeTemplate.tsx'
/** In a chunk of its own: for those who change the questions. */
export const QuestionnaireDialog = lazy(async () => ({
  default: (await import('./QuestionnaireDialog.tsx')).QuestionnaireDialog,
}))
export const ReportTemplatesDialog = lazy(async () => ({
  default: (await import('./ReportTemplatesDialog.tsx')).ReportTemplatesDialog,
}))

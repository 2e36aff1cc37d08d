import { acceptConsult, alert, askForConsult } from '../people/consults.ts'
import type { Person } from '../people/person.ts'
import { type Figure, figure } from './figures.ts'
import { whenDone, whenShown } from './stopwatch.ts'

const askUrgently = async (asking: Person, answering: Person, question: string): Promise<void> => {
  await askForConsult(asking, {
    department: 'Kardiologie',
    priority: 'Notfall',
    patient: 'Messung, Mia',
    birthDate: '1961-02-03',
    question,
  })
  await alert(answering).getByText(asking.name).waitFor()
}

const question = ({ page }: Person, text: string) => page.getByText(text).first()

/** Both end in the view of the consult. */
export const openConsult = async (asking: Person, answering: Person, text: string): Promise<void> => {
  await askUrgently(asking, answering, text)
  await acceptConsult(answering)
  await question(answering, text).waitFor()
}

/** From the press of the one to the other's screen. Both end in the view of the last consult. */
export const measureAccepting = async (asking: Person, answering: Person, samples: number): Promise<Figure[]> => {
  const times: number[] = []
  for (let sample = 0; sample < samples; sample += 1) {
    // As one who opens the application in the morning: nothing of the last consult is held open.
    await answering.page.reload()
    await answering.page.getByRole('navigation', { name: 'Hauptnavigation' }).waitFor()
    const text = `Frage ${sample + 1}?`
    await askUrgently(asking, answering, text)
    const [pressed, shown] = await Promise.all([
      whenDone(answering.page, 'click'),
      whenShown(asking.page, 'header [role="status"]', `${answering.name} hat das Konsil übernommen.`),
      acceptConsult(answering),
    ])
    times.push(shown - pressed)
    await question(answering, text).waitFor()
  }
  return [figure('slice.consult_accepted', 'ms', times)]
}

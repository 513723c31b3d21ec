import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

type OfferProps = { title: string; steps: readonly string[]; use: () => void }

/** The steps that would turn a text into a policy, shown before they are taken. */
export function RepairOffer({ title, steps, use }: OfferProps) {
  return (
    <Notice tone="info" title={title} live>
      <Steps steps={steps} />
      <p>
        <Button small look="primary" onClick={use}>
          Use the repaired policy
        </Button>
      </p>
    </Notice>
  )
}

/** The steps that were taken, until the text is changed again. Nothing is saved yet. */
export function RepairDone({ steps, takeBack }: { steps: readonly string[]; takeBack: () => void }) {
  return (
    <Notice tone="ok" title="Repaired, not saved yet" live>
      <Steps steps={steps} />
      <p>
        <Button small onClick={takeBack}>
          Undo the repair
        </Button>
      </p>
    </Notice>
  )
}

function Steps({ steps }: { steps: readonly string[] }) {
  return (
    <ol className="list-decimal pl-5">
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

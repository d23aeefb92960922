import { defineTexts } from '@/lib/texts';

/** Every text of the form. */
export const t = defineTexts({
  form: 'Form',
  choose: 'Choose controls',
  chooseDone: 'Done',
  chooseHint: 'Mark what the form shows. Without a mark it shows prompts, seeds, sizes and input files.',
  showControl: ({ name, node }: { name: string; node: string }) => `Show ${name} of ${node}`,
  earlier: ({ name, node }: { name: string; node: string }) => `Move ${name} of ${node} up`,
  later: ({ name, node }: { name: string; node: string }) => `Move ${name} of ${node} down`,
  nothingOpen: 'No workflow is open',
  nothingOpenHint: 'Open a workflow and its most used controls stand here.',
  nothingToShow: 'This workflow has no control to show',
  nothingToShowHint: 'All its values come by wire, or the server lacks its nodes. The graph shows everything.',
  loading: 'Reading what the server offers',
  typesFailed: 'What the server offers could not be read',
  runForm: 'Run workflow',
  outputs: 'Last outputs',
  noOutputs: 'Nothing made yet. Fill in the form and run it.',
  outputAlt: ({ file }: { file: string }) => `Output ${file}`,
  textOutput: 'Text output',
  progress: 'Progress of the run',
  preview: 'Live preview',
  afterRun: 'after each run',
});

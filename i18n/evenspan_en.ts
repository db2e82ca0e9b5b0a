<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>AcceptDialog</name>
    <message numerus="yes">
        <source>Accept %Ln suggestions</source>
        <translation>
            <numerusform>Accept %Ln suggestion</numerusform>
            <numerusform>Accept %Ln suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %Ln suggestions</source>
        <translation>
            <numerusform>Reject %Ln suggestion</numerusform>
            <numerusform>Reject %Ln suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggestions in %Ln documents are still scored as before the project&apos;s scores were changed.</source>
        <translation>
            <numerusform>Suggestions in %Ln document are still scored as before the project&apos;s scores were changed.</numerusform>
            <numerusform>Suggestions in %Ln documents are still scored as before the project&apos;s scores were changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AttributeSchemaDialog</name>
    <message numerus="yes">
        <source>Said of %Ln entities: %1</source>
        <translation>
            <numerusform>Said of %Ln entity: %1</numerusform>
            <numerusform>Said of %Ln entities: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Said of %Ln documents: %1</source>
        <translation>
            <numerusform>Said of %Ln document: %1</numerusform>
            <numerusform>Said of %Ln documents: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditsTab</name>
    <message numerus="yes">
        <source>%1 of %2: %n run(s)</source>
        <translation>
            <numerusform>%1 of %2: %n run</numerusform>
            <numerusform>%1 of %2: %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BehaviourTab</name>
    <message numerus="yes">
        <source>%1 % of %n tests pass (95 % interval %2 to %3)</source>
        <translation>
            <numerusform>%1 % of %n test passes (95 % interval %2 to %3)</numerusform>
            <numerusform>%1 % of %n tests pass (95 % interval %2 to %3)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tests read, %1 of them here already</source>
        <translation>
            <numerusform>%n test read, %1 of them here already</numerusform>
            <numerusform>%n tests read, %1 of them here already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tests written</source>
        <translation>
            <numerusform>%n test written</numerusform>
            <numerusform>%n tests written</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CanvasOptions</name>
    <message numerus="yes">
        <source>%Ln sub-words</source>
        <translation>
            <numerusform>%Ln sub-word</numerusform>
            <numerusform>%Ln sub-words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>Compare %n run</numerusform>
            <numerusform>Compare %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n documents were scored by some of the runs only and are left out</source>
        <translation>
            <numerusform>%n document was scored by some of the runs only and is left out</numerusform>
            <numerusform>%n documents were scored by some of the runs only and are left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConfidenceTab</name>
    <message numerus="yes">
        <source>%Ln entities have a score: %1.</source>
        <translation>
            <numerusform>%Ln entity has a score: %1.</numerusform>
            <numerusform>%Ln entities have a score: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CrossTrainingDialog</name>
    <message numerus="yes">
        <source>%1 of %n folds are done.</source>
        <translation>
            <numerusform>%1 of %n fold is done.</numerusform>
            <numerusform>%1 of %n folds are done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n documents take part.</source>
        <translation>
            <numerusform>%n document takes part.</numerusform>
            <numerusform>%n documents take part.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DetailsTab</name>
    <message numerus="yes">
        <source>On %n documents, %1. </source>
        <translation>
            <numerusform>On %n document, %1. </numerusform>
            <numerusform>On %n documents, %1. </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentActions</name>
    <message numerus="yes">
        <source>Working on %Ln documents…</source>
        <translation>
            <numerusform>Working on %Ln document…</numerusform>
            <numerusform>Working on %Ln documents…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split “%1” for %Ln documents</source>
        <translation>
            <numerusform>Split “%1” for %Ln document</numerusform>
            <numerusform>Split “%1” for %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents are in the split “%1” now</source>
        <translation>
            <numerusform>%Ln document is in the split “%1” now</numerusform>
            <numerusform>%Ln documents are in the split “%1” now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>State “%1” for %Ln documents</source>
        <translation>
            <numerusform>State “%1” for %Ln document</numerusform>
            <numerusform>State “%1” for %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents are “%1” now</source>
        <translation>
            <numerusform>%Ln document is “%1” now</numerusform>
            <numerusform>%Ln documents are “%1” now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln documents to the trash</source>
        <translation>
            <numerusform>Move %Ln document to the trash</numerusform>
            <numerusform>Move %Ln documents to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restore %Ln documents from the trash</source>
        <translation>
            <numerusform>Restore %Ln document from the trash</numerusform>
            <numerusform>Restore %Ln documents from the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents moved to the trash</source>
        <translation>
            <numerusform>%Ln document moved to the trash</numerusform>
            <numerusform>%Ln documents moved to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents restored</source>
        <translation>
            <numerusform>%Ln document restored</numerusform>
            <numerusform>%Ln documents restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Split for %Ln documents</source>
        <translation>
            <numerusform>Split for %Ln document</numerusform>
            <numerusform>Split for %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents chosen</source>
        <translation>
            <numerusform>%Ln document chosen</numerusform>
            <numerusform>%Ln documents chosen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln rows are copied</source>
        <translation>
            <numerusform>The first row is copied</numerusform>
            <numerusform>The first %Ln rows are copied</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows copied</source>
        <translation>
            <numerusform>%Ln row copied</numerusform>
            <numerusform>%Ln rows copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentView</name>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln entity</numerusform>
            <numerusform>%Ln entities</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentsModel</name>
    <message numerus="yes">
        <source>%Ln found, %1 % of the texts read</source>
        <translation>
            <numerusform>%Ln found, %1 % of the texts read</numerusform>
            <numerusform>%Ln found, %1 % of the texts read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorsTab</name>
    <message numerus="yes">
        <source>%Ln mentions</source>
        <translation>
            <numerusform>%Ln mention</numerusform>
            <numerusform>%Ln mentions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExamplesTab</name>
    <message numerus="yes">
        <source>%n of them read otherwise than labelled, the least sure first</source>
        <translation>
            <numerusform>%n of them read otherwise than labelled, the least sure first</numerusform>
            <numerusform>%n of them read otherwise than labelled, the least sure first</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message numerus="yes">
        <source>Those of the list: %Ln documents</source>
        <translation>
            <numerusform>Those of the list: %Ln document</numerusform>
            <numerusform>Those of the list: %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln entity</numerusform>
            <numerusform>%Ln entities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GroupChoices</name>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n document</numerusform>
            <numerusform>%n documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HitsPanel</name>
    <message numerus="yes">
        <source>The first %Ln places</source>
        <translation>
            <numerusform>The first place</numerusform>
            <numerusform>The first %Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportView</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln documents</source>
        <translation>
            <numerusform>Import %Ln document</numerusform>
            <numerusform>Import %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln files</source>
        <translation>
            <numerusform>Import %Ln file</numerusform>
            <numerusform>Import %Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents imported</source>
        <translation>
            <numerusform>%Ln document imported</numerusform>
            <numerusform>%Ln documents imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln left out</numerusform>
            <numerusform>%Ln left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln with a new layer</source>
        <translation>
            <numerusform>%Ln with a new layer</numerusform>
            <numerusform>%Ln with a new layer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln replaced</source>
        <translation>
            <numerusform>%Ln replaced</numerusform>
            <numerusform>%Ln replaced</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more labels</source>
        <translation>
            <numerusform>and %Ln more label</numerusform>
            <numerusform>and %Ln more labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectPage</name>
    <message numerus="yes">
        <source>%Ln documents are left out: nothing is kept of them</source>
        <translation>
            <numerusform>%Ln document is left out: nothing is kept of it</numerusform>
            <numerusform>%Ln documents are left out: nothing is kept of them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln mentions</source>
        <translation>
            <numerusform>%Ln mention</numerusform>
            <numerusform>%Ln mentions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided left out</source>
        <translation>
            <numerusform>%Ln undecided left out</numerusform>
            <numerusform>%Ln undecided left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggestions in %Ln documents are still scored as before.</source>
        <translation>
            <numerusform>Suggestions in %Ln document are still scored as before.</numerusform>
            <numerusform>Suggestions in %Ln documents are still scored as before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelChangeDialog</name>
    <message numerus="yes">
        <source>%1 accepted, %2 suggested and %3 rejected entities in %Ln documents</source>
        <translation>
            <numerusform>%1 accepted, %2 suggested and %3 rejected entities in %Ln document</numerusform>
            <numerusform>%1 accepted, %2 suggested and %3 rejected entities in %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them fall together with another entity of %1.</source>
        <translation>
            <numerusform>%Ln of them falls together with another entity of %1.</numerusform>
            <numerusform>%Ln of them fall together with another entity of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 gains %Ln entities.</source>
        <translation>
            <numerusform>%1 gains %Ln entity.</numerusform>
            <numerusform>%1 gains %Ln entities.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message numerus="yes">
        <source>%Ln places hold another entity</source>
        <translation>
            <numerusform>%Ln place holds another entity</numerusform>
            <numerusform>%Ln places hold another entity</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more places labelled</source>
        <translation>
            <numerusform>%Ln more place labelled</numerusform>
            <numerusform>%Ln more places labelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln entity</numerusform>
            <numerusform>%Ln entities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entities are labelled here: remove them first</source>
        <translation>
            <numerusform>%Ln entity is labelled here: remove it first</numerusform>
            <numerusform>%Ln entities are labelled here: remove them first</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions accepted</source>
        <translation>
            <numerusform>%Ln suggestion accepted</numerusform>
            <numerusform>%Ln suggestions accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new suggestions</source>
        <translation>
            <numerusform>%Ln new suggestion</numerusform>
            <numerusform>%Ln new suggestions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents read</source>
        <translation>
            <numerusform>%Ln document read</numerusform>
            <numerusform>%Ln documents read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggestions rejected</source>
        <translation>
            <numerusform>%Ln suggestion rejected</numerusform>
            <numerusform>%Ln suggestions rejected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LabelPanel</name>
    <message numerus="yes">
        <source>%Ln entities</source>
        <translation>
            <numerusform>%Ln entity</numerusform>
            <numerusform>%Ln entities</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln suggested</source>
        <translation>
            <numerusform>%Ln suggested</numerusform>
            <numerusform>%Ln suggested</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected</source>
        <translation>
            <numerusform>%Ln rejected</numerusform>
            <numerusform>%Ln rejected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %Ln documents</source>
        <translation>
            <numerusform>in %Ln document</numerusform>
            <numerusform>in %Ln documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Enter renames it; %Ln entities go along</source>
        <translation>
            <numerusform>Enter renames it; %Ln entity goes along</numerusform>
            <numerusform>Enter renames it; %Ln entities go along</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LiveTab</name>
    <message numerus="yes">
        <source>Complete within %1 after %n steps, from an empty sentence</source>
        <translation>
            <numerusform>Complete within %1 after %n step, from an empty sentence</numerusform>
            <numerusform>Complete within %1 after %n steps, from an empty sentence</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not complete: %1 missing after %n steps</source>
        <translation>
            <numerusform>Not complete: %1 missing after %n step</numerusform>
            <numerusform>Not complete: %1 missing after %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogTab</name>
    <message numerus="yes">
        <source>%n lines</source>
        <translation>
            <numerusform>%n line</numerusform>
            <numerusform>%n lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n lines</source>
        <translation>
            <numerusform>%1 of %n line</numerusform>
            <numerusform>%1 of %n lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NavigatorPanel</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OrderTab</name>
    <message numerus="yes">
        <source>%n documents by run %1, %2; %3 drawn at random, %4 wait behind their like</source>
        <translation>
            <numerusform>%n document by run %1, %2; %3 drawn at random, %4 wait behind their like</numerusform>
            <numerusform>%n documents by run %1, %2; %3 drawn at random, %4 wait behind their like</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OriginTexts</name>
    <message numerus="yes">
        <source>as it was after step %1 of its history; %n steps since</source>
        <translation>
            <numerusform>as it was after step %1 of its history; %n step since</numerusform>
            <numerusform>as it was after step %1 of its history; %n steps since</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PalettePanel</name>
    <message numerus="yes">
        <source>%Ln archived labels</source>
        <translation>
            <numerusform>%Ln archived label</numerusform>
            <numerusform>%Ln archived labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanView</name>
    <message numerus="yes">
        <source>%Ln sentences to check by stand in the training data too: the score will be too good. Remove one of the two.</source>
        <translation>
            <numerusform>%Ln sentence to check by stands in the training data too: the score will be too good. Remove one of the two.</numerusform>
            <numerusform>%Ln sentences to check by stand in the training data too: the score will be too good. Remove one of the two.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences are longer than the window and are read in parts.</source>
        <translation>
            <numerusform>%Ln sentence is longer than the window and is read in parts.</numerusform>
            <numerusform>%Ln sentences are longer than the window and are read in parts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Only %Ln entities to choose the best weights by: scores will jump about.</source>
        <translation>
            <numerusform>Only %Ln entity to choose the best weights by: scores will jump about.</numerusform>
            <numerusform>Only %Ln entities to choose the best weights by: scores will jump about.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln undecided documents are left out</source>
        <translation>
            <numerusform>%Ln undecided document is left out</numerusform>
            <numerusform>%Ln undecided documents are left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new pieces in the vocabulary: %1 % of the characters stay unknown, instead of %2 %.</source>
        <translation>
            <numerusform>%Ln new piece in the vocabulary: %1 % of the characters stay unknown, instead of %2 %.</numerusform>
            <numerusform>%Ln new pieces in the vocabulary: %1 % of the characters stay unknown, instead of %2 %.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new pieces in the vocabulary would let it read more: %1 % of the characters would stay unknown, instead of %2 %. They are learnt from your text.</source>
        <translation>
            <numerusform>%Ln new piece in the vocabulary would let it read more: %1 % of the characters would stay unknown, instead of %2 %. It is learnt from your text.</numerusform>
            <numerusform>%Ln new pieces in the vocabulary would let it read more: %1 % of the characters would stay unknown, instead of %2 %. They are learnt from your text.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln groups of sentences</source>
        <translation>
            <numerusform>%Ln group of sentences</numerusform>
            <numerusform>%Ln groups of sentences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Plot</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… and %n more</numerusform>
            <numerusform>… and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressButton</name>
    <message numerus="yes">
        <source>%Ln entities an hour</source>
        <translation>
            <numerusform>%Ln entity an hour</numerusform>
            <numerusform>%Ln entities an hour</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PropagateDialog</name>
    <message numerus="yes">
        <source>%Ln places found</source>
        <translation>
            <numerusform>%Ln place found</numerusform>
            <numerusform>%Ln places found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labelled already</source>
        <translation>
            <numerusform>%Ln labelled already</numerusform>
            <numerusform>%Ln labelled already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected before</source>
        <translation>
            <numerusform>%Ln rejected before</numerusform>
            <numerusform>%Ln rejected before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Label %Ln places</source>
        <translation>
            <numerusform>Label %Ln place</numerusform>
            <numerusform>Label %Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggest %Ln places</source>
        <translation>
            <numerusform>Suggest %Ln place</numerusform>
            <numerusform>Suggest %Ln places</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the %Ln chosen documents</source>
        <translation>
            <numerusform>In the chosen document</numerusform>
            <numerusform>In the %Ln chosen documents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message numerus="yes">
        <source>%1 was interrupted, and %Ln more. Their last checkpoints are whole.</source>
        <translation>
            <numerusform>%1 was interrupted, and %Ln more. Their last checkpoints are whole.</numerusform>
            <numerusform>%1 was interrupted, and %Ln more. Their last checkpoints are whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs waiting, paused</source>
        <translation>
            <numerusform>%Ln run waiting, paused</numerusform>
            <numerusform>%Ln runs waiting, paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln runs waiting</source>
        <translation>
            <numerusform>%Ln run waiting</numerusform>
            <numerusform>%Ln runs waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueTexts</name>
    <message numerus="yes">
        <source>no label (%Ln times)</source>
        <translation>
            <numerusform>no label (once)</numerusform>
            <numerusform>no label (%Ln times)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%Ln times)</source>
        <translation>
            <numerusform>%1 (once)</numerusform>
            <numerusform>%1 (%Ln times)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln unsure</source>
        <translation>
            <numerusform>, %Ln unsure</numerusform>
            <numerusform>, %Ln unsure</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RailButton</name>
    <message numerus="yes">
        <source>%Ln waiting</source>
        <translation>
            <numerusform>%Ln waiting</numerusform>
            <numerusform>%Ln waiting</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportWords</name>
    <message numerus="yes">
        <source>%Ln more but for letter case and blanks</source>
        <translation>
            <numerusform>%Ln more but for letter case and blanks</numerusform>
            <numerusform>%Ln more but for letter case and blanks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of %1 documents repeat a text that came before</source>
        <translation>
            <numerusform>%Ln of %1 documents repeats a text that came before</numerusform>
            <numerusform>%Ln of %1 documents repeat a text that came before</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them were in the project</source>
        <translation>
            <numerusform>%Ln of them was in the project</numerusform>
            <numerusform>%Ln of them were in the project</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents of %1 have a text that stands in %2 too</source>
        <translation>
            <numerusform>%Ln document of %1 has a text that stands in %2 too</numerusform>
            <numerusform>%Ln documents of %1 have a text that stands in %2 too</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message numerus="yes">
        <source>%Ln documents were tokenised anew since the cross-training: there only equal strings are compared.</source>
        <translation>
            <numerusform>%Ln document was tokenised anew since the cross-training: there only equal strings are compared.</numerusform>
            <numerusform>%Ln documents were tokenised anew since the cross-training: there only equal strings are compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln decided documents are in no fold: there only equal strings are compared.</source>
        <translation>
            <numerusform>%Ln decided document is in no fold: there only equal strings are compared.</numerusform>
            <numerusform>%Ln decided documents are in no fold: there only equal strings are compared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places</source>
        <translation>
            <numerusform>%Ln place</numerusform>
            <numerusform>%Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message numerus="yes">
        <source>%Ln names are too many to edit here. Change the file they come from, then import it again: the rule of the same name is brought up to date.</source>
        <translation>
            <numerusform>%Ln name is too much to edit here. Change the file they come from, then import it again: the rule of the same name is brought up to date.</numerusform>
            <numerusform>%Ln names are too many to edit here. Change the file they come from, then import it again: the rule of the same name is brought up to date.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places in this document</source>
        <translation>
            <numerusform>%Ln place in this document</numerusform>
            <numerusform>%Ln places in this document</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places in the documents shown</source>
        <translation>
            <numerusform>%Ln place in the documents shown</numerusform>
            <numerusform>%Ln places in the documents shown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them new</source>
        <translation>
            <numerusform>%Ln of them new</numerusform>
            <numerusform>%Ln of them new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RuleImportDialog</name>
    <message numerus="yes">
        <source>%Ln further rules</source>
        <translation>
            <numerusform>%Ln further rule</numerusform>
            <numerusform>%Ln further rules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln names stand there twice and count once</source>
        <translation>
            <numerusform>%Ln name stands there twice and counts once</numerusform>
            <numerusform>%Ln names stand there twice and count once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln lines cannot be used</source>
        <translation>
            <numerusform>%Ln line cannot be used</numerusform>
            <numerusform>%Ln lines cannot be used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln rules</source>
        <translation>
            <numerusform>Import %Ln rule</numerusform>
            <numerusform>Import %Ln rules</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message numerus="yes">
        <source>%Ln names</source>
        <translation>
            <numerusform>%Ln name</numerusform>
            <numerusform>%Ln names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln patterns</source>
        <translation>
            <numerusform>%Ln pattern</numerusform>
            <numerusform>%Ln patterns</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message numerus="yes">
        <source>%Ln documents looked through</source>
        <translation>
            <numerusform>%Ln document looked through</numerusform>
            <numerusform>%Ln documents looked through</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Suggest %Ln places</source>
        <translation>
            <numerusform>Suggest %Ln place</numerusform>
            <numerusform>Suggest %Ln places</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesPanel</name>
    <message numerus="yes">
        <source>%Ln open</source>
        <translation>
            <numerusform>%Ln open</numerusform>
            <numerusform>%Ln open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rules imported</source>
        <translation>
            <numerusform>%Ln rule imported</numerusform>
            <numerusform>%Ln rules imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rules written</source>
        <translation>
            <numerusform>%Ln rule written</numerusform>
            <numerusform>%Ln rules written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln places suggested</source>
        <translation>
            <numerusform>%Ln place suggested</numerusform>
            <numerusform>%Ln places suggested</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunActions</name>
    <message numerus="yes">
        <source>%n runs archived</source>
        <translation>
            <numerusform>%n run archived</numerusform>
            <numerusform>%n runs archived</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs taken out of the archive</source>
        <translation>
            <numerusform>%n run taken out of the archive</numerusform>
            <numerusform>%n runs taken out of the archive</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs moved to the trash</source>
        <translation>
            <numerusform>%n run moved to the trash</numerusform>
            <numerusform>%n runs moved to the trash</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs restored</source>
        <translation>
            <numerusform>%n run restored</numerusform>
            <numerusform>%n runs restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n runs for ever?</source>
        <translation>
            <numerusform>Delete %n run for ever?</numerusform>
            <numerusform>Delete %n runs for ever?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunTableModel</name>
    <message numerus="yes">
        <source>%1 (%n runs)</source>
        <translation>
            <numerusform>%1 (%n run)</numerusform>
            <numerusform>%1 (%n runs)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean ± standard deviation of the %n runs with a value</source>
        <translation>
            <numerusform>Of the one run with a value</numerusform>
            <numerusform>Mean ± standard deviation of the %n runs with a value</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mean ± standard deviation of %n runs</source>
        <translation>
            <numerusform>Of one run</numerusform>
            <numerusform>Mean ± standard deviation of %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunTableView</name>
    <message numerus="yes">
        <source>%1 of %n runs</source>
        <translation>
            <numerusform>%1 of %n run</numerusform>
            <numerusform>%1 of %n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n groups</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>Compare %n run</numerusform>
            <numerusform>Compare %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RunTexts</name>
    <message numerus="yes">
        <source>%1 (%n seeds)</source>
        <translation>
            <numerusform>%1 (%n seed)</numerusform>
            <numerusform>%1 (%n seeds)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (%2 among %n tests)</source>
        <translation>
            <numerusform>%1 (%2 in %n test)</numerusform>
            <numerusform>%1 (%2 among %n tests)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 F1, %3 % interval %4 to %5, %6; on %n documents</source>
        <translation>
            <numerusform>%1: %2 F1, %3 % interval %4 to %5, %6; on %n document</numerusform>
            <numerusform>%1: %2 F1, %3 % interval %4 to %5, %6; on %n documents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>F1 on %1: %2, was %3; difference %4, 95 % interval %5 to %6, on %n documents.</source>
        <translation>
            <numerusform>F1 on %1: %2, was %3; difference %4, 95 % interval %5 to %6, on %n document.</numerusform>
            <numerusform>F1 on %1: %2, was %3; difference %4, 95 % interval %5 to %6, on %n documents.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message numerus="yes">
        <source>%n runs at most, the repeats of the finalists and of the recipe as it is among them.</source>
        <translation>
            <numerusform>%n run at most, the repeats of the finalists and of the recipe as it is among them.</numerusform>
            <numerusform>%n runs at most, the repeats of the finalists and of the recipe as it is among them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchesDialog</name>
    <message numerus="yes">
        <source>The best of %n finished trials is %1.</source>
        <translation>
            <numerusform>The only finished trial is %1.</numerusform>
            <numerusform>The best of %n finished trials is %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %n documents of the split %1 it scores F1 %2, the recipe as it was %3.</source>
        <translation>
            <numerusform>On %n document of the split %1 it scores F1 %2, the recipe as it was %3.</numerusform>
            <numerusform>On %n documents of the split %1 it scores F1 %2, the recipe as it was %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SentencesTab</name>
    <message numerus="yes">
        <source>%1 → %2: %n answer(s) changed</source>
        <translation>
            <numerusform>%1 → %2: %n answer changed</numerusform>
            <numerusform>%1 → %2: %n answers changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names of every group: %n sentence(s)</source>
        <translation>
            <numerusform>Names of every group: %n sentence</numerusform>
            <numerusform>Names of every group: %n sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Mentions of %1: %n sentence(s)</source>
        <translation>
            <numerusform>Mentions of %1: %n sentence</numerusform>
            <numerusform>Mentions of %1: %n sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Names associated with %1: %n sentence(s)</source>
        <translation>
            <numerusform>Names associated with %1: %n sentence</numerusform>
            <numerusform>Names associated with %1: %n sentences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n are listed.</source>
        <translation>
            <numerusform>The first one is listed.</numerusform>
            <numerusform>The first %n are listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SimulationTab</name>
    <message numerus="yes">
        <source>Tries on the labelled training documents what each order would have brought: %n trainings with the recipe of the run at the top, scored on the split test</source>
        <translation>
            <numerusform>Tries on the labelled training documents what each order would have brought: %n training with the recipe of the run at the top, scored on the split test</numerusform>
            <numerusform>Tries on the labelled training documents what each order would have brought: %n trainings with the recipe of the run at the top, scored on the split test</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trainings of %2</source>
        <translation>
            <numerusform>%1 of %n training of %2</numerusform>
            <numerusform>%1 of %n trainings of %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message numerus="yes">
        <source>%Ln documents would be dealt like this</source>
        <translation>
            <numerusform>%Ln document would be dealt like this</numerusform>
            <numerusform>%Ln documents would be dealt like this</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents have no time and keep their split.</source>
        <translation>
            <numerusform>%Ln document has no time and keeps its split.</numerusform>
            <numerusform>%Ln documents have no time and keep their split.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents lack the column: each is dealt for itself.</source>
        <translation>
            <numerusform>%Ln document lacks the column: it is dealt for itself.</numerusform>
            <numerusform>%Ln documents lack the column: each is dealt for itself.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %2 have %Ln texts in common.</source>
        <translation>
            <numerusform>%1 and %2 have %Ln text in common.</numerusform>
            <numerusform>%1 and %2 have %Ln texts in common.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents dealt to %1</source>
        <translation>
            <numerusform>%Ln document dealt to %1</numerusform>
            <numerusform>%Ln documents dealt to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuiteEditor</name>
    <message numerus="yes">
        <source>%n row(s) added. Ctrl+Z takes them out.</source>
        <translation>
            <numerusform>%n row added. Ctrl+Z takes it out.</numerusform>
            <numerusform>%n rows added. Ctrl+Z takes them out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuiteList</name>
    <message numerus="yes">
        <source>%1 · %n name(s)</source>
        <translation>
            <numerusform>%1 · %n name</numerusform>
            <numerusform>%1 · %n names</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n group(s)</source>
        <translation>
            <numerusform>%n group</numerusform>
            <numerusform>%n groups</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuiteWords</name>
    <message numerus="yes">
        <source>%1: %n name(s), which is few</source>
        <translation>
            <numerusform>%1: %n name, which is few</numerusform>
            <numerusform>%1: %n names, which is few</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s): %1</source>
        <translation>
            <numerusform>%n sentence: %1</numerusform>
            <numerusform>%n sentences: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s): %1</source>
        <translation>
            <numerusform>%n name: %1</numerusform>
            <numerusform>%n names: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%2, %n name(s): %1</source>
        <translation>
            <numerusform>%2, %n name: %1</numerusform>
            <numerusform>%2, %n names: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SuitesView</name>
    <message numerus="yes">
        <source>Kept as it is; %n thing(s) to mend before an audit can take it so.</source>
        <translation>
            <numerusform>Kept as it is; %n thing to mend before an audit can take it so.</numerusform>
            <numerusform>Kept as it is; %n things to mend before an audit can take it so.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TextCanvas</name>
    <message numerus="yes">
        <source>in %Ln parts</source>
        <translation>
            <numerusform>in %Ln part</numerusform>
            <numerusform>in %Ln parts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Longer than %Ln sub-words: the encoder reads this sentence in windows. Lines show where one ends, dots where the next begins.</source>
        <translation>
            <numerusform>Longer than %Ln sub-word: the encoder reads this sentence in windows. Lines show where one ends, dots where the next begins.</numerusform>
            <numerusform>Longer than %Ln sub-words: the encoder reads this sentence in windows. Lines show where one ends, dots where the next begins.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrainPage</name>
    <message numerus="yes">
        <source>Compare %n runs</source>
        <translation>
            <numerusform>Compare %n run</numerusform>
            <numerusform>Compare %n runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TwoRunsTab</name>
    <message numerus="yes">
        <source>%Ln sentences left out: only one run has them</source>
        <translation>
            <numerusform>%Ln sentence left out: only one run has it</numerusform>
            <numerusform>%Ln sentences left out: only one run has them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhatIfTab</name>
    <message numerus="yes">
        <source>%1 on the validation text, %n document(s). To look only: the same cut may narrow one gap and widen another.</source>
        <translation>
            <numerusform>%1 on the validation text, %n document. To look only: the same cut may narrow one gap and widen another.</numerusform>
            <numerusform>%1 on the validation text, %n documents. To look only: the same cut may narrow one gap and widen another.</numerusform>
        </translation>
    </message>
</context>
</TS>

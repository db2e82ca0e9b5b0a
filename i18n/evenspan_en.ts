<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
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
</context>
<context>
    <name>ProjectPage</name>
    <message numerus="yes">
        <source>%Ln documents imported</source>
        <translation>
            <numerusform>%Ln document imported</numerusform>
            <numerusform>%Ln documents imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln documents</source>
        <translation>
            <numerusform>%Ln document</numerusform>
            <numerusform>%Ln documents</numerusform>
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
    <name>evenspan::ui</name>
    <message numerus="yes">
        <source>Import %n file(s)</source>
        <translation><numerusform>Import %n file</numerusform><numerusform>Import %n files</numerusform></translation>
    </message>
</context>
<context>
    <name>LabelPage</name>
    <message numerus="yes">
        <source>%1 is archived; its %Ln entities stay</source>
        <translation>
            <numerusform>%1 is archived; its %Ln entity stays</numerusform>
            <numerusform>%1 is archived; its %Ln entities stay</numerusform>
        </translation>
    </message>
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
</context>
<context>
    <name>AcceptDialog</name>
    <message numerus="yes">
        <source>Accept %Ln suggestions</source>
        <translation>
            <numerusform>Accept %Ln suggestion</numerusform>
            <numerusform>Accept %Ln suggestions</numerusform>
        </translation>
    </message>
</context>
</TS>

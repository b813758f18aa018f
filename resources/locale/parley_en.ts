<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Agents</name>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s)</source>
        <translation>
            <numerusform>%n tool</numerusform>
            <numerusform>%n tools</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n imported.</source>
        <translation>
            <numerusform>%n imported.</numerusform>
            <numerusform>%n imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to fix</source>
        <translation>
            <numerusform>%n thing to fix</numerusform>
            <numerusform>%n things to fix</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in {file}</source>
        <translation>
            <numerusform>%n found in {file}</numerusform>
            <numerusform>%n found in {file}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in what was pasted</source>
        <translation>
            <numerusform>%n found in what was pasted</numerusform>
            <numerusform>%n found in what was pasted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n</source>
        <translation>
            <numerusform>Import %n</numerusform>
            <numerusform>Import %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) were found in it and are left out.</source>
        <translation>
            <numerusform>%n key was found in it and is left out.</numerusform>
            <numerusform>%n keys were found in it and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message numerus="yes">
        <source>%n branch(es)</source>
        <translation>
            <numerusform>%n branch</numerusform>
            <numerusform>%n branches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and files</source>
        <translation>
            <numerusform>%n picture or file</numerusform>
            <numerusform>%n pictures and files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that the export does not hold</source>
        <translation>
            <numerusform>%n file that the export does not hold</numerusform>
            <numerusform>%n files that the export does not hold</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n recording</numerusform>
            <numerusform>%n recordings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of an unknown kind</source>
        <translation>
            <numerusform>%n part of an unknown kind</numerusform>
            <numerusform>%n parts of an unknown kind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) out of place, put in a row</source>
        <translation>
            <numerusform>%n message out of place, put in a row</numerusform>
            <numerusform>%n messages out of place, put in a row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with branches</source>
        <translation>
            <numerusform>%n with branches</numerusform>
            <numerusform>%n with branches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported…</source>
        <translation>
            <numerusform>%n chat imported…</numerusform>
            <numerusform>%n chats imported…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) are here already.</source>
        <translation>
            <numerusform>%n chat is here already.</numerusform>
            <numerusform>%n chats are here already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) have changed since they were imported. They come anew; an earlier one goes where you wrote nothing in it and it has no more files.</source>
        <translation>
            <numerusform>%n chat has changed since it was imported. It comes anew; an earlier one goes where you wrote nothing in it and it has no more files.</numerusform>
            <numerusform>%n chats have changed since they were imported. They come anew; an earlier one goes where you wrote nothing in it and it has no more files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) cannot be imported: the end of the list says why.</source>
        <translation>
            <numerusform>%n chat cannot be imported: the end of the list says why.</numerusform>
            <numerusform>%n chats cannot be imported: the end of the list says why.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n chat(s)</source>
        <translation>
            <numerusform>Import %n chat</numerusform>
            <numerusform>Import %n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported.</source>
        <translation>
            <numerusform>%n chat imported.</numerusform>
            <numerusform>%n chats imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) would change</source>
        <translation>
            <numerusform>%n chat would change</numerusform>
            <numerusform>%n chats would change</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would stay as they are</source>
        <translation>
            <numerusform>%n would stay as it is</numerusform>
            <numerusform>%n would stay as they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatExport</name>
    <message numerus="yes">
        <source>%n chat(s) exported.</source>
        <translation>
            <numerusform>%n chat exported.</numerusform>
            <numerusform>%n chats exported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Hosts</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Mcp</name>
    <message numerus="yes">
        <source>%n line(s) of its output were no messages</source>
        <translation>
            <numerusform>%n line of its output was no message</numerusform>
            <numerusform>%n lines of its output were no messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Running · %n tool(s)</source>
        <translation>
            <numerusform>Running · %n tool</numerusform>
            <numerusform>Running · %n tools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message numerus="yes">
        <source>This chat has %n answer(s) left.</source>
        <translation>
            <numerusform>This chat has %n answer left.</numerusform>
            <numerusform>This chat has %n answers left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n chat</numerusform>
            <numerusform>%n chats</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PutAway</name>
    <message numerus="yes">
        <source>Delete %n chat(s) for good? Only a backup made before would bring them back.</source>
        <translation>
            <numerusform>Delete %n chat for good? Only a backup made before would bring it back.</numerusform>
            <numerusform>Delete %n chats for good? Only a backup made before would bring them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agents have left %n file(s) in their work folders, {size}. Those that you keep are found from the settings, under Data &amp; privacy.</source>
        <translation>
            <numerusform>Agents have left %n file in their work folders, {size}. If you keep it, it is found from the settings, under Data &amp; privacy.</numerusform>
            <numerusform>Agents have left %n files in their work folders, {size}. Those that you keep are found from the settings, under Data &amp; privacy.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n chat(s)</source>
        <translation>
            <numerusform>in %n chat</numerusform>
            <numerusform>in %n chats</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message numerus="yes">
        <source>%n chat(s) would go now.</source>
        <translation>
            <numerusform>%n chat would go now.</numerusform>
            <numerusform>%n chats would go now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) will go within minutes.</source>
        <translation>
            <numerusform>%n chat will go within minutes.</numerusform>
            <numerusform>%n chats will go within minutes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n new message</numerusform>
            <numerusform>%n new messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model was asked who speaks next and named nobody who may, in %n request(s), so {name} speaks. Choose a stronger model for this team, or say more clearly in Agents &amp; teams what each member is for.</source>
        <translation>
            <numerusform>The model was asked who speaks next and named nobody who may, in %n request, so {name} speaks. Choose a stronger model for this team, or say more clearly in Agents &amp; teams what each member is for.</numerusform>
            <numerusform>The model was asked who speaks next and named nobody who may, in %n requests, so {name} speaks. Choose a stronger model for this team, or say more clearly in Agents &amp; teams what each member is for.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message numerus="yes">
        <source>%n chat(s) untouched for {days} days went to the bin.</source>
        <translation>
            <numerusform>%n chat untouched for {days} days went to the bin.</numerusform>
            <numerusform>%n chats untouched for {days} days went to the bin.</numerusform>
        </translation>
    </message>
</context>
</TS>

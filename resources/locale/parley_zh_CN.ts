<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>标为未读</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>标为已读</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>移到文件夹…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Instructions…</source>
        <translation>指令…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Copy link to chat</source>
        <translation>复制聊天链接</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>取消归档</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>Import chats…</source>
        <translation>导入聊天…</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Stop, or close what is in front</source>
        <translation>停止回答，或关闭最前面的面板</translation>
    </message>
    <message>
        <source>Find in chat</source>
        <translation>在聊天中查找</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个匹配项</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个匹配项</translation>
    </message>
    <message>
        <source>Working folder…</source>
        <translation>工作文件夹…</translation>
    </message>
    <message>
        <source>Tools in this chat…</source>
        <translation>本聊天的工具…</translation>
    </message>
    <message>
        <source>Limits…</source>
        <translation>限额…</translation>
    </message>
    <message>
        <source>Sum up earlier messages…</source>
        <translation>概括先前的消息…</translation>
    </message>
    <message>
        <source>Compare answers…</source>
        <translation>比较回答…</translation>
    </message>
    <message>
        <source>Edit the last message</source>
        <translation>编辑上一条消息</translation>
    </message>
    <message>
        <source>Go to the later messages</source>
        <translation>前往之后的消息</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Archived chats…</source>
        <translation>已归档的聊天…</translation>
    </message>
    <message>
        <source>Bin…</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Next chat</source>
        <translation>下一个聊天</translation>
    </message>
    <message>
        <source>Previous chat</source>
        <translation>上一个聊天</translation>
    </message>
    <message>
        <source>Previous message</source>
        <translation>上一条消息</translation>
    </message>
    <message>
        <source>Next message</source>
        <translation>下一条消息</translation>
    </message>
    <message>
        <source>Go to what waits for you</source>
        <translation>前往等待你处理的内容</translation>
    </message>
    <message>
        <source>Copy the last answer</source>
        <translation>复制最后一个回答</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>显示或隐藏侧栏</translation>
    </message>
    <message>
        <source>Show or hide the inspector</source>
        <translation>显示或隐藏检查器</translation>
    </message>
    <message>
        <source>Show the tree of the chat</source>
        <translation>显示聊天的分支树</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>放大文字</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>缩小文字</translation>
    </message>
    <message>
        <source>Normal text size</source>
        <translation>恢复文字大小</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Agents &amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Rewind to here</source>
        <translation>回到这里</translation>
    </message>
    <message>
        <source>Rewind to before this</source>
        <translation>回到这条消息之前</translation>
    </message>
    <message>
        <source>Copy to a new chat from here</source>
        <translation>从这里复制为新聊天</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>Agents</name>
    <message>
        <source>There are unsaved changes.</source>
        <translation>有未保存的更改。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试一试</translation>
    </message>
    <message>
        <source>Try {name} in a new chat</source>
        <translation>在新聊天中试用{name}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Duplicate to edit</source>
        <translation>复制后编辑</translation>
    </message>
    <message>
        <source>Edit {name}</source>
        <translation>编辑{name}</translation>
    </message>
    <message>
        <source>Duplicate {name} to edit it</source>
        <translation>复制{name}并编辑</translation>
    </message>
    <message>
        <source>More for {name}</source>
        <translation>{name}的更多操作</translation>
    </message>
    <message>
        <source>“{name}” deleted.</source>
        <translation>已删除“{name}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>智能体</translation>
    </message>
    <message>
        <source>Export as an AutoGen component</source>
        <translation>导出为 AutoGen 组件</translation>
    </message>
    <message>
        <source>Exported as {file}. Keys, values for MCP servers and documents stay here.</source>
        <translation>已导出为 {file}。密钥、MCP 服务器的取值和文档都留在本机。</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>从剪贴板</translation>
    </message>
    <message>
        <source>AutoGen components (*.json)</source>
        <translation>AutoGen 组件 (*.json)</translation>
    </message>
    <message numerus="yes">
        <source>%n imported.</source>
        <translation>
            <numerusform>已导入 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>What was pasted</source>
        <translation>粘贴的内容</translation>
    </message>
    <message>
        <source>{name} was not imported. {reason}</source>
        <translation>未导入{name}。{reason}</translation>
    </message>
    <message>
        <source>What is not saved is kept as a draft.</source>
        <translation>未保存的内容已留作草稿。</translation>
    </message>
    <message>
        <source>Agents &amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Back to all agents and teams</source>
        <translation>返回全部智能体与团队</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>返回聊天</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>新智能体</translation>
    </message>
    <message>
        <source>New team</source>
        <translation>新团队</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Agents and teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Who answers in a chat: an agent with its tools, or a team that works together.</source>
        <translation>由谁在聊天中回答：一个带工具的智能体，或一个协同工作的团队。</translation>
    </message>
    <message>
        <source>Search agents and teams</source>
        <translation>搜索智能体与团队</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>New agent or team</source>
        <translation>新建智能体或团队</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Import agents and teams</source>
        <translation>导入智能体与团队</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>你的</translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation>现成的</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”.</source>
        <translation>没有找到“{query}”。</translation>
    </message>
    <message>
        <source>None of your own yet. Try a ready-made one, duplicate it to change it, or begin a new one.</source>
        <translation>还没有你自己的。可以试用现成的，复制一份来修改，或者新建一个。</translation>
    </message>
    <message>
        <source>Team: {pattern}</source>
        <translation>团队：{pattern}</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add an arrow</source>
        <translation>添加箭头</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>always</source>
        <translation>总是</translation>
    </message>
    <message>
        <source>Words for {arrow}</source>
        <translation>{arrow} 的词句</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>runs code</source>
        <translation>运行代码</translation>
    </message>
    <message>
        <source>There are none yet.</source>
        <translation>还没有。</translation>
    </message>
    <message>
        <source>Fewer fields</source>
        <translation>收起字段</translation>
    </message>
    <message>
        <source>More fields</source>
        <translation>更多字段</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Any of these</source>
        <translation>满足任意一个</translation>
    </message>
    <message>
        <source>All of these</source>
        <translation>全部满足</translation>
    </message>
    <message>
        <source>So many messages</source>
        <translation>达到消息数</translation>
    </message>
    <message>
        <source>Words in a message</source>
        <translation>消息中出现词句</translation>
    </message>
    <message>
        <source>So much time</source>
        <translation>达到时间</translation>
    </message>
    <message>
        <source>So many tokens</source>
        <translation>达到 token 数</translation>
    </message>
    <message>
        <source>A member has spoken</source>
        <translation>某成员已发言</translation>
    </message>
    <message>
        <source>A member has answered in text</source>
        <translation>某成员已用文字回答</translation>
    </message>
    <message>
        <source>Handed over to</source>
        <translation>移交给</translation>
    </message>
    <message>
        <source>A tool was used</source>
        <translation>使用了某工具</translation>
    </message>
    <message>
        <source>A member asked to stop</source>
        <translation>某成员要求停止</translation>
    </message>
    <message>
        <source>You stop it</source>
        <translation>由你停止</translation>
    </message>
    <message>
        <source>Add a condition</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Condition</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Remove this condition</source>
        <translation>移除此条件</translation>
    </message>
    <message>
        <source>The whole chat</source>
        <translation>整个聊天</translation>
    </message>
    <message>
        <source>The last messages</source>
        <translation>最后的消息</translation>
    </message>
    <message>
        <source>The first and the last messages</source>
        <translation>最前和最后的消息</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>In a container</source>
        <translation>在容器中</translation>
    </message>
    <message>
        <source>{verb}: {name}</source>
        <translation>{verb}：{name}</translation>
    </message>
    <message>
        <source>Add a member</source>
        <translation>添加成员</translation>
    </message>
    <message>
        <source>You, the user</source>
        <translation>你（用户）</translation>
    </message>
    <message>
        <source>Agent that runs code</source>
        <translation>运行代码的智能体</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>团队</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>推后</translation>
    </message>
    <message>
        <source>The chat&apos;s model</source>
        <translation>聊天的模型</translation>
    </message>
    <message>
        <source>{model} (not set up here)</source>
        <translation>{model}（此处未设置）</translation>
    </message>
    <message>
        <source>An assistant that can help.</source>
        <translation>可以提供帮助的助手。</translation>
    </message>
    <message>
        <source>You are a helpful assistant.</source>
        <translation>你是一个乐于助人的助手。</translation>
    </message>
    <message>
        <source>The user, who is asked.</source>
        <translation>用户，可以向其提问。</translation>
    </message>
    <message>
        <source>Writes the answer.</source>
        <translation>撰写回答。</translation>
    </message>
    <message>
        <source>You write a first answer, and improve it when it is reviewed.</source>
        <translation>你先写出回答，收到评审意见后加以改进。</translation>
    </message>
    <message>
        <source>Reviews the answer.</source>
        <translation>评审回答。</translation>
    </message>
    <message>
        <source>You review what was written, and say in short what to improve.</source>
        <translation>你评审写好的内容，简短说明需要改进之处。</translation>
    </message>
    <message>
        <source>Runs the code that others write.</source>
        <translation>运行其他成员写的代码。</translation>
    </message>
    <message>
        <source>One agent</source>
        <translation>单个智能体</translation>
    </message>
    <message>
        <source>In turn</source>
        <translation>轮流</translation>
    </message>
    <message>
        <source>A model picks</source>
        <translation>模型选择</translation>
    </message>
    <message>
        <source>Handoffs</source>
        <translation>移交</translation>
    </message>
    <message>
        <source>Flow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>Orchestrated</source>
        <translation>统筹</translation>
    </message>
    <message>
        <source>One agent answers.</source>
        <translation>由一个智能体回答。</translation>
    </message>
    <message>
        <source>The members speak one after the other.</source>
        <translation>成员依次发言。</translation>
    </message>
    <message>
        <source>A model picks who speaks next.</source>
        <translation>由模型选择下一位发言者。</translation>
    </message>
    <message>
        <source>Each member hands over to the next one itself.</source>
        <translation>每个成员自己移交给下一位。</translation>
    </message>
    <message>
        <source>The work follows the arrows, in parallel if they part.</source>
        <translation>工作沿箭头进行，分叉处并行。</translation>
    </message>
    <message>
        <source>An orchestrator plans and gives out the work.</source>
        <translation>由统筹者制定计划并分配工作。</translation>
    </message>
    <message>
        <source>Selector</source>
        <translation>选择者</translation>
    </message>
    <message>
        <source>Orchestrator</source>
        <translation>统筹者</translation>
    </message>
    <message>
        <source>picks who speaks</source>
        <translation>选择谁发言</translation>
    </message>
    <message>
        <source>plans the work</source>
        <translation>制定计划</translation>
    </message>
    <message>
        <source>asks you</source>
        <translation>询问你</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n 个成员</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s)</source>
        <translation>
            <numerusform>%n 个工具</numerusform>
        </translation>
    </message>
    <message>
        <source>How they work</source>
        <translation>协作方式</translation>
    </message>
    <message>
        <source>Something without a name</source>
        <translation>没有名称的东西</translation>
    </message>
    <message>
        <source>{name} is not part of AutoGen: loading it would run foreign code.</source>
        <translation>{name} 不属于 AutoGen：加载它会运行外来代码。</translation>
    </message>
    <message>
        <source>{name} is part of AutoGen, but Parley does not build it.</source>
        <translation>{name} 属于 AutoGen，但 Parley 不构建它。</translation>
    </message>
    <message>
        <source>{name} needs a function that no file can carry.</source>
        <translation>{name} 需要一个文件无法携带的函数。</translation>
    </message>
    <message>
        <source>{name} fetches tables from the network; limit the messages instead.</source>
        <translation>{name} 要从网络获取数据表；请改为限制消息数。</translation>
    </message>
    <message>
        <source>{name} stands where no component belongs.</source>
        <translation>{name} 出现在不该有组件的位置。</translation>
    </message>
    <message>
        <source>{name} imports something that is no module&apos;s name.</source>
        <translation>{name} 导入的内容不是模块名。</translation>
    </message>
    <message>
        <source>“{field}” is needed.</source>
        <translation>需要填写“{field}”。</translation>
    </message>
    <message>
        <source>“{field}” cannot be this kind of value.</source>
        <translation>“{field}”不能是这种类型的值。</translation>
    </message>
    <message>
        <source>“{field}” must not be empty.</source>
        <translation>“{field}”不能为空。</translation>
    </message>
    <message>
        <source>“{field}” must be at least {least}.</source>
        <translation>“{field}”至少为 {least}。</translation>
    </message>
    <message>
        <source>“{field}” must be at most {most}.</source>
        <translation>“{field}”最多为 {most}。</translation>
    </message>
    <message>
        <source>“{field}” must be one of: {choices}.</source>
        <translation>“{field}”必须是其中之一：{choices}。</translation>
    </message>
    <message>
        <source>Only these may stand in braces here: {allowed}.</source>
        <translation>这里的大括号中只能使用：{allowed}。</translation>
    </message>
    <message>
        <source>“{field}” takes another kind of component.</source>
        <translation>“{field}”需要另一种组件。</translation>
    </message>
    <message>
        <source>“{field}” needs at least {least}.</source>
        <translation>“{field}”至少需要 {least} 个。</translation>
    </message>
    <message>
        <source>“{name}” is no name: use letters, digits and _, with no digit first.</source>
        <translation>“{name}”不是有效名称：请用字母、数字和 _，且不以数字开头。</translation>
    </message>
    <message>
        <source>The name “{name}” is taken; choose another one.</source>
        <translation>名称“{name}”已被占用，请换一个。</translation>
    </message>
    <message>
        <source>An agent has its tools in one place: empty “tools” or “workbench”.</source>
        <translation>智能体的工具只能放在一处：请清空“tools”或“workbench”。</translation>
    </message>
    <message>
        <source>“{name}” speaks first and must be able to hand over to somebody.</source>
        <translation>“{name}”最先发言，必须能够移交给其他成员。</translation>
    </message>
    <message>
        <source>Nobody in the team is called “{name}”.</source>
        <translation>团队中没有名为“{name}”的成员。</translation>
    </message>
    <message>
        <source>Say how many tokens are the most.</source>
        <translation>请填写最多的 token 数。</translation>
    </message>
    <message>
        <source>“{name}” has no place in the flow; draw an arrow.</source>
        <translation>“{name}”不在流程中；请画一个箭头。</translation>
    </message>
    <message>
        <source>Everybody waits for somebody else: one member must have no arrow to it.</source>
        <translation>每个成员都在等待别人：必须有一个成员没有指向它的箭头。</translation>
    </message>
    <message>
        <source>The flow has no end: one member must have no arrow from it.</source>
        <translation>流程没有终点：必须有一个成员没有从它出发的箭头。</translation>
    </message>
    <message>
        <source>Of the arrows from “{name}”, either all have words or none.</source>
        <translation>从“{name}”出发的箭头要么都带词句，要么都不带。</translation>
    </message>
    <message>
        <source>The arrows to “{name}” disagree on whether all or any are waited for.</source>
        <translation>指向“{name}”的箭头对等待全部还是任意一个的设置不一致。</translation>
    </message>
    <message>
        <source>No arrow with words leads out of the circle {names}; it would not end.</source>
        <translation>循环 {names} 没有带词句的箭头离开，不会结束。</translation>
    </message>
    <message>
        <source>A flow with a circle needs an end: a condition or a number of turns.</source>
        <translation>带循环的流程需要结束方式：一个条件或轮次上限。</translation>
    </message>
    <message>
        <source>Nothing ends this team but your Stop; add an end.</source>
        <translation>除了你按停止，这个团队不会结束；请添加结束条件。</translation>
    </message>
    <message>
        <source>“{name}” never gets its turn; nothing leads to it.</source>
        <translation>“{name}”永远轮不到；没有什么通向它。</translation>
    </message>
    <message>
        <source>The file cannot be read: {error}</source>
        <translation>无法读取文件：{error}</translation>
    </message>
    <message>
        <source>This is larger than any component.</source>
        <translation>这比任何组件都大。</translation>
    </message>
    <message>
        <source>This is not text that can be read.</source>
        <translation>这不是可以读取的文本。</translation>
    </message>
    <message>
        <source>This is not JSON: see line {line}, column {column}.</source>
        <translation>这不是 JSON：请看第 {line} 行第 {column} 列。</translation>
    </message>
    <message>
        <source>This is nested too deeply.</source>
        <translation>嵌套过深。</translation>
    </message>
    <message>
        <source>“{key}” stands twice in one object.</source>
        <translation>同一对象中“{key}”出现了两次。</translation>
    </message>
    <message>
        <source>JSON knows no such number: {number}</source>
        <translation>JSON 没有这样的数字：{number}</translation>
    </message>
    <message>
        <source>This is no AutoGen component: it needs “provider” and “config”.</source>
        <translation>这不是 AutoGen 组件：需要“provider”和“config”。</translation>
    </message>
    <message>
        <source>There are more than {most} components in it.</source>
        <translation>其中的组件超过 {most} 个。</translation>
    </message>
    <message>
        <source>One component was expected, but there are {count}.</source>
        <translation>应该只有一个组件，但有 {count} 个。</translation>
    </message>
    <message>
        <source>There is neither an agent nor a team in it.</source>
        <translation>其中既没有智能体也没有团队。</translation>
    </message>
    <message>
        <source>This was written by a newer version ({version}); update Parley first.</source>
        <translation>这是由更新的版本（{version}）写的；请先更新 Parley。</translation>
    </message>
    <message>
        <source>The rest cannot do without what you did not allow.</source>
        <translation>缺少你没有允许的部分，其余部分无法工作。</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the locale name of this language</comment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Agent as a tool</source>
        <translation>智能体工具</translation>
    </message>
    <message>
        <source>Team as a tool</source>
        <translation>团队工具</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Runs Python</source>
        <translation>运行 Python</translation>
    </message>
    <message>
        <source>Web request</source>
        <translation>网络请求</translation>
    </message>
    <message>
        <source>Add an agent or a team as a tool</source>
        <translation>添加智能体或团队作为工具</translation>
    </message>
    <message>
        <source>A team that can be asked.</source>
        <translation>可以询问的团队。</translation>
    </message>
    <message>
        <source>Import {name}</source>
        <translation>导入{name}</translation>
    </message>
    <message>
        <source>Allow the code of {name}; each run asks you</source>
        <translation>允许 {name} 的代码；每次运行都会询问你</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Show the JSON</source>
        <translation>显示 JSON</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Hide its members</source>
        <translation>隐藏其成员</translation>
    </message>
    <message>
        <source>Show its members</source>
        <translation>显示其成员</translation>
    </message>
    <message>
        <source>Add a member…</source>
        <translation>添加成员…</translation>
    </message>
    <message>
        <source>Arrow to</source>
        <translation>箭头指向</translation>
    </message>
    <message>
        <source>Hand over to</source>
        <translation>移交给</translation>
    </message>
    <message>
        <source>No arrow to</source>
        <translation>取消箭头指向</translation>
    </message>
    <message>
        <source>No handoff to</source>
        <translation>不再移交给</translation>
    </message>
    <message>
        <source>{problem} The form shows the last state that can be read.</source>
        <translation>{problem}表单显示的是最后一次可读取的状态。</translation>
    </message>
    <message>
        <source>JSON of the component</source>
        <translation>组件的 JSON</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) to fix</source>
        <translation>
            <numerusform>%n 处需要修正</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>尚未保存</translation>
    </message>
    <message numerus="yes">
        <source>%n found in {file}</source>
        <translation>
            <numerusform>在 {file} 中找到 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found in what was pasted</source>
        <translation>
            <numerusform>在粘贴的内容中找到 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing has run. What you do not allow is left out, and tools still ask you.</source>
        <translation>尚未运行任何内容。你不允许的部分会被去掉，工具仍会询问你。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Import %n</source>
        <translation>
            <numerusform>导入 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Only parts that Parley knows</source>
        <translation>只含 Parley 认识的部分</translation>
    </message>
    <message>
        <source>Some parts need your yes</source>
        <translation>有些部分需要你同意</translation>
    </message>
    <message>
        <source>Cannot be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>Start this program (an MCP server)</source>
        <translation>启动这个程序（MCP 服务器）</translation>
    </message>
    <message>
        <source>Run code of a model on this computer; each time asks you</source>
        <translation>在本机运行模型写的代码；每次都会询问你</translation>
    </message>
    <message>
        <source>Run code of a model in a container; each time asks you</source>
        <translation>在容器中运行模型写的代码；每次都会询问你</translation>
    </message>
    <message>
        <source>Folders: {folders}</source>
        <translation>文件夹：{folders}</translation>
    </message>
    <message>
        <source>Environment: {names}</source>
        <translation>环境变量：{names}</translation>
    </message>
    <message>
        <source>Use the MCP server at {host}</source>
        <translation>使用 {host} 上的 MCP 服务器</translation>
    </message>
    <message>
        <source>Send requests to {host}; each one asks you</source>
        <translation>向 {host} 发送请求；每次都会询问你</translation>
    </message>
    <message>
        <source>{host} is named for a model, and never used</source>
        <translation>{host} 是为模型指定的地址，不会被使用</translation>
    </message>
    <message>
        <source>Asks for {models}; the chat&apos;s model answers in its place.</source>
        <translation>要求使用 {models}；由聊天的模型代为回答。</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) were found in it and are left out.</source>
        <translation>
            <numerusform>其中发现 %n 个密钥，已去掉。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its code or servers read these from the environment: {names}</source>
        <translation>它的代码或服务器会读取这些环境变量：{names}</translation>
    </message>
    <message>
        <source>Uses Parley&apos;s own tools: {names}</source>
        <translation>使用 Parley 自带的工具：{names}</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What there is</source>
        <translation>内容</translation>
    </message>
    <message numerus="yes">
        <source>%n branch(es)</source>
        <translation>
            <numerusform>%n 个分支</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) and files</source>
        <translation>
            <numerusform>%n 个图片和文件</numerusform>
        </translation>
    </message>
    <message>
        <source>without {lost}</source>
        <translation>不含{lost}</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>已在此处</translation>
    </message>
    <message>
        <source>changed since it was imported</source>
        <translation>导入后有变化</translation>
    </message>
    <message>
        <source>The rest</source>
        <translation>其余部分</translation>
    </message>
    <message>
        <source>Cannot be imported: {why}</source>
        <translation>无法导入：{why}</translation>
    </message>
    <message>
        <source>This is no chat.</source>
        <translation>这不是聊天。</translation>
    </message>
    <message>
        <source>There is nothing in it.</source>
        <translation>其中没有内容。</translation>
    </message>
    <message>
        <source>It is too large.</source>
        <translation>它太大。</translation>
    </message>
    <message>
        <source>Its parts are nested too deeply.</source>
        <translation>其内容嵌套过深。</translation>
    </message>
    <message>
        <source>Its file is damaged.</source>
        <translation>其文件已损坏。</translation>
    </message>
    <message>
        <source>The file is damaged from here on.</source>
        <translation>文件从此处起已损坏。</translation>
    </message>
    <message>
        <source>It was written by a newer Parley.</source>
        <translation>由较新版本的 Parley 写入。</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) that the export does not hold</source>
        <translation>
            <numerusform>%n 个导出中没有的文件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recording(s)</source>
        <translation>
            <numerusform>%n 段录音</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) of an unknown kind</source>
        <translation>
            <numerusform>%n 处未知类型的内容</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) out of place, put in a row</source>
        <translation>
            <numerusform>%n 条位置有误、已重新排好的消息</numerusform>
        </translation>
    </message>
    <message>
        <source>A transcript</source>
        <translation>聊天记录</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个聊天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with branches</source>
        <translation>
            <numerusform>%n 个有分支</numerusform>
        </translation>
    </message>
    <message>
        <source>Import chats</source>
        <translation>导入聊天</translation>
    </message>
    <message>
        <source>Parley reads {file}…</source>
        <translation>Parley 正在读取 {file}…</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported…</source>
        <translation>
            <numerusform>已导入 %n 个聊天…</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) are here already.</source>
        <translation>
            <numerusform>%n 个聊天已在此处。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) have changed since they were imported. They come anew; an earlier one goes where you wrote nothing in it and it has no more files.</source>
        <translation>
            <numerusform>%n 个聊天自导入后有变化，将重新导入；此前的版本若未写过内容且文件不更多，则会移除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) cannot be imported: the end of the list says why.</source>
        <translation>
            <numerusform>%n 个聊天无法导入：列表末尾说明了原因。</numerusform>
        </translation>
    </message>
    <message>
        <source>The file is damaged: what comes after these chats is lost.</source>
        <translation>文件已损坏：这些聊天之后的内容已丢失。</translation>
    </message>
    <message>
        <source>Cannot be taken: {lost}.</source>
        <translation>无法带入：{lost}。</translation>
    </message>
    <message>
        <source>Nothing is sent to a model.</source>
        <translation>不会向模型发送任何内容。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>全部聊天</translation>
    </message>
    <message>
        <source>Chats in the file</source>
        <translation>文件中的聊天</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>Import %n chat(s)</source>
        <translation>
            <numerusform>导入 %n 个聊天</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was imported.</source>
        <translation>没有导入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 个聊天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Parley copies the file of chats every day that it runs and before each update, and checks each copy. The last {days} days are kept, the last day of {weeks} weeks before, and what you made yourself.</source>
        <translation>Parley 每天运行时以及每次更新前都会复制聊天文件，并检查每份副本。保留最近 {days} 天的备份、之前 {weeks} 周每周最后一天的备份，以及你自己创建的备份。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Undo restoring</source>
        <translation>撤销恢复</translation>
    </message>
    <message>
        <source>Backed up and checked: {facts}.</source>
        <translation>已备份并检查：{facts}。</translation>
    </message>
    <message>
        <source>Checking the backup…</source>
        <translation>正在检查备份…</translation>
    </message>
    <message>
        <source>Restored. The chats of before are a backup now.</source>
        <translation>已恢复。之前的聊天现已成为一份备份。</translation>
    </message>
    <message>
        <source>The chats are those of before again.</source>
        <translation>聊天已回到之前的状态。</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>The backup is deleted.</source>
        <translation>备份已删除。</translation>
    </message>
    <message>
        <source>of the day</source>
        <translation>每日备份</translation>
    </message>
    <message>
        <source>made by you</source>
        <translation>由你创建</translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation>恢复备份之前</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新之前</translation>
    </message>
    <message>
        <source>of unknown origin</source>
        <translation>来源不明</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>确认删除</translation>
    </message>
    <message>
        <source>damaged, it cannot be restored</source>
        <translation>已损坏，无法恢复</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个聊天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Go back to the chats of {when}?</source>
        <translation>回到 {when} 的聊天吗？</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>将发生的变化</translation>
    </message>
    <message>
        <source>Would come back</source>
        <translation>将会恢复</translation>
    </message>
    <message>
        <source>Would vanish</source>
        <translation>将会消失</translation>
    </message>
    <message>
        <source>Would be shorter</source>
        <translation>将会变短</translation>
    </message>
    <message>
        <source>Would be longer</source>
        <translation>将会变长</translation>
    </message>
    <message>
        <source>Untitled chat</source>
        <translation>无标题聊天</translation>
    </message>
    <message>
        <source>{now} → {then}</source>
        <translation>{now} → {then}</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>It holds the same chats as now: nothing would change.</source>
        <translation>其中的聊天与现在相同，不会有任何变化。</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) would change</source>
        <translation>
            <numerusform>%n 个聊天将发生变化</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n would stay as they are</source>
        <translation>
            <numerusform>%n 个保持不变</numerusform>
        </translation>
    </message>
    <message>
        <source>Answers that run are stopped and kept. The present chats are first kept as a backup of their own, so that you can go back to them.</source>
        <translation>正在进行的回答会停止并保留。现有聊天会先另存为一份备份，你可以随时回到它们。</translation>
    </message>
</context>
<context>
    <name>ChatExport</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Export as</source>
        <translation>导出为</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Archives (*.zip)</source>
        <translation>归档 (*.zip)</translation>
    </message>
    <message>
        <source>Nothing was exported.</source>
        <translation>没有导出任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) exported.</source>
        <translation>
            <numerusform>已导出 %n 个聊天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported as {file}.</source>
        <translation>已导出为 {file}。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This chat</source>
        <translation>此聊天</translation>
    </message>
    <message>
        <source>Messages of this chat</source>
        <translation>此聊天的部分消息</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个聊天</numerusform>
        </translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>所有聊天</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>All versions</source>
        <translation>所有版本</translation>
    </message>
    <message>
        <source>Those that you do not see follow where they branch off.</source>
        <translation>当前未显示的版本会附在它们分叉的位置之后。</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>保存为</translation>
    </message>
    <message>
        <source>A folder, one file for each chat</source>
        <translation>一个文件夹，每个聊天一个文件</translation>
    </message>
    <message>
        <source>One archive (ZIP)</source>
        <translation>一个归档（ZIP）</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Exporting chat {n} of {all}…</source>
        <translation>正在导出第 {n} 个聊天，共 {all} 个…</translation>
    </message>
    <message>
        <source>Exporting the chat…</source>
        <translation>正在导出聊天…</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Web page (HTML)</source>
        <translation>网页（HTML）</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Parley chat (JSON)</source>
        <translation>Parley 聊天（JSON）</translation>
    </message>
    <message>
        <source>Messages of AutoGen (JSON)</source>
        <translation>AutoGen 消息（JSON）</translation>
    </message>
    <message>
        <source>Text for any editor. The versions that you see.</source>
        <translation>可用任何编辑器打开的文本。导出当前显示的版本。</translation>
    </message>
    <message>
        <source>One file for any browser, pictures inside. The versions that you see.</source>
        <translation>可用任何浏览器打开的单个文件，图片包含在内。导出当前显示的版本。</translation>
    </message>
    <message>
        <source>To print and to pass on. The versions that you see.</source>
        <translation>用于打印和转发。导出当前显示的版本。</translation>
    </message>
    <message>
        <source>Everything, all versions and files, how the chat is kept and where it works, to be imported into Parley.</source>
        <translation>全部内容：所有版本和文件、聊天的归类方式及其工作文件夹，可再导入 Parley。</translation>
    </message>
    <message>
        <source>For programs that use AutoGen. The versions that you see.</source>
        <translation>供使用 AutoGen 的程序读取。导出当前显示的版本。</translation>
    </message>
</context>
<context>
    <name>ChatHeader</name>
    <message>
        <source>Show the sidebar</source>
        <translation>显示侧栏</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ChatImport</name>
    <message>
        <source>Chat imported.</source>
        <translation>聊天已导入。</translation>
    </message>
</context>
<context>
    <name>ChatPage</name>
    <message>
        <source>The last request sent {count} tokens.</source>
        <translation>上一次请求发送了 {count} 个 token。</translation>
    </message>
    <message>
        <source>{model} can be sent {count}.</source>
        <translation>{model} 最多可接收 {count} 个。</translation>
    </message>
    <message>
        <source>The chat has cost {amount}, by list prices of {date} and your own.</source>
        <translation>按 {date} 的标价和你自己的价格计算，此聊天已花费 {amount}。</translation>
    </message>
    <message>
        <source>Some of its models have no known price.</source>
        <translation>其中有的模型价格未知。</translation>
    </message>
    <message>
        <source>{amount} tokens</source>
        <translation>{amount} token</translation>
    </message>
</context>
<context>
    <name>ChatRouter</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>ChatTerms</name>
    <message>
        <source>Choose a working folder</source>
        <translation>选择工作文件夹</translation>
    </message>
    <message>
        <source>Tools in this chat read and write files here, and run code here:

{path}</source>
        <translation>此聊天中的工具在这里读写文件、运行代码：

{path}</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <source>Use a folder of the chat&apos;s own</source>
        <translation>使用此聊天自己的文件夹</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>选择其他…</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ChatVerbs</name>
    <message>
        <source>Link copied. It opens this chat in Parley.</source>
        <translation>链接已复制，可在 Parley 中打开这个聊天。</translation>
    </message>
    <message>
        <source>Chat archived. Search still finds it.</source>
        <translation>聊天已归档，仍可搜索到。</translation>
    </message>
    <message>
        <source>Chat deleted.</source>
        <translation>聊天已删除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What would you like to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Commands found</source>
        <translation>找到的命令</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>needs you</source>
        <translation>等待您处理</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the answer of {name}</source>
        <translation>停止 {name} 的回答</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留这个</translation>
    </message>
    <message>
        <source>Keep the answer of {name}</source>
        <translation>保留 {name} 的回答</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Compare answers</source>
        <translation>比较回答</translation>
    </message>
    <message>
        <source>Two to four answer the same message at the same time, side by side. You keep one; the others stay as versions.</source>
        <translation>二到四个会并排同时回答同一条消息。你保留其中一个，其余的作为版本留下。</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>谁来回答</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写一条消息</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Goes along: {names}</source>
        <translation>一并发送：{names}</translation>
    </message>
    <message>
        <source>Send to all</source>
        <translation>发送给全部</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose two to four. Chosen: {count}</source>
        <translation>请选择二到四个。已选：{count}</translation>
    </message>
    <message>
        <source>Write the message that they are to answer.</source>
        <translation>请写下要它们回答的消息。</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>返回聊天</translation>
    </message>
    <message>
        <source>Answers side by side</source>
        <translation>并排的回答</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Add files or pictures</source>
        <translation>添加文件或图片</translation>
    </message>
    <message>
        <source>Answer the question…</source>
        <translation>回答问题…</translation>
    </message>
    <message>
        <source>Type while they work; it is queued</source>
        <translation>可以接着写，消息会排队</translation>
    </message>
    <message>
        <source>Stop after this turn</source>
        <translation>本轮后停止</translation>
    </message>
    <message>
        <source>Stops after this turn</source>
        <translation>将在本轮后停止</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>立即发送</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Queued: {text}</source>
        <translation>排队中：{text}</translation>
    </message>
    <message>
        <source>Remove from the queue</source>
        <translation>从队列中移除</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Shows what is sent</source>
        <translation>显示将发送的内容</translation>
    </message>
    <message>
        <source>Do not send {name}</source>
        <translation>不发送 {name}</translation>
    </message>
    <message>
        <source>sent smaller</source>
        <translation>缩小后发送</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必填</translation>
    </message>
    <message>
        <source>can be left empty</source>
        <translation>可留空</translation>
    </message>
    <message>
        <source>This chat soon fills all that its model can be sent.</source>
        <translation>此聊天快要达到模型可接收的上限了。</translation>
    </message>
    <message>
        <source>Sum up earlier messages…</source>
        <translation>概括先前的消息…</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭提示</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Agents of the team</source>
        <translation>团队中的智能体</translation>
    </message>
    <message>
        <source>Save this text as a prompt…</source>
        <translation>将这段文字存为提示词…</translation>
    </message>
    <message>
        <source>Type a text behind the “/” to save it as a prompt.</source>
        <translation>在“/”后面输入文字，即可将其存为提示词。</translation>
    </message>
    <message>
        <source>Manage prompts…</source>
        <translation>管理提示词…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Prompts of {server}…</source>
        <translation>{server} 的提示词…</translation>
    </message>
    <message>
        <source>starts the server</source>
        <translation>会启动服务器</translation>
    </message>
    <message>
        <source>{server} has no prompts.</source>
        <translation>{server} 没有提示词。</translation>
    </message>
    <message>
        <source>Starting {server}…</source>
        <translation>正在启动 {server}…</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>插入</translation>
    </message>
    <message>
        <source>Asking {server}…</source>
        <translation>正在询问 {server}…</translation>
    </message>
    <message>
        <source>This prompt is empty.</source>
        <translation>这个提示词是空的。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Save this text as a prompt</source>
        <translation>将这段文字存为提示词</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>There is no room for more than {count}; remove one in the settings.</source>
        <translation>最多只能保存 {count} 个；请先在设置中移除一个。</translation>
    </message>
    <message>
        <source>A prompt has at most {count} characters; enclose this as a file.</source>
        <translation>一个提示词最多 {count} 个字符；请将这段文字作为文件附上。</translation>
    </message>
    <message>
        <source>Files or pictures…</source>
        <translation>文件或图片…</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>A fault in Parley</source>
        <translation>Parley 故障</translation>
    </message>
    <message>
        <source>Something in Parley went wrong.</source>
        <translation>Parley 出了点问题。</translation>
    </message>
    <message>
        <source>Your chats are saved and you can go on. To have it mended, copy the report and send it to the people who make Parley; look through it first.</source>
        <translation>聊天已保存，你可以继续使用。如需帮助修复，请复制报告并发给 Parley 的开发者；发送前请先看一看内容。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Start at login could not be changed. The system says: {reason}</source>
        <translation>无法更改“登录时启动”。系统提示：{reason}</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>此桌面没有托盘。</translation>
    </message>
    <message>
        <source>There is no icon in the tray: closing the window ends Parley.</source>
        <translation>托盘中没有图标：关闭窗口就会退出 Parley。</translation>
    </message>
    <message>
        <source>This desktop shows no notifications.</source>
        <translation>此桌面不显示通知。</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Thoughts</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>Tool: {name}</source>
        <translation>工具：{name}</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Code was run, exit code {code}</source>
        <translation>已运行代码，退出码 {code}</translation>
    </message>
    <message>
        <source>Remembered</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Summary of earlier messages</source>
        <translation>先前消息的摘要</translation>
    </message>
    <message>
        <source>{source} hands over to {target}</source>
        <translation>{source} 移交给 {target}</translation>
    </message>
    <message>
        <source>{target} speaks next</source>
        <translation>接下来由 {target} 发言</translation>
    </message>
    <message>
        <source>The run ended: {text}</source>
        <translation>运行结束：{text}</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>its content is lost</source>
        <translation>内容已丢失</translation>
    </message>
    <message>
        <source>Stopped by the user</source>
        <translation>已由用户停止</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>version {number} of {count}</source>
        <translation>第 {number} 个版本，共 {count} 个</translation>
    </message>
    <message>
        <source>Other version {number} of {count}</source>
        <translation>其他版本：第 {number} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>What followed before going back ({number} of {count})</source>
        <translation>回退之前的后续内容（第 {number} 个，共 {count} 个）</translation>
    </message>
</context>
<context>
    <name>EmptyChat</name>
    <message>
        <source>What would you like to talk about?</source>
        <translation>想聊些什么？</translation>
    </message>
    <message>
        <source>Write below. {model} answers.</source>
        <translation>在下面写消息。回答者：{model}</translation>
    </message>
</context>
<context>
    <name>Erase</name>
    <message>
        <source>Delete everything</source>
        <translation>全部删除</translation>
    </message>
    <message>
        <source>Chats, backups, memories, agents, providers and keys; Parley begins anew.</source>
        <translation>聊天、备份、记忆、智能体、服务商和密钥；Parley 将重新开始。</translation>
    </message>
    <message>
        <source>Delete everything…</source>
        <translation>全部删除…</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>正在删除…</translation>
    </message>
    <message>
        <source>Everything is deleted.</source>
        <translation>已全部删除。</translation>
    </message>
    <message>
        <source>All else is deleted, but not this:</source>
        <translation>其余均已删除，以下除外：</translation>
    </message>
    <message>
        <source>keys in the system keyring, which did not answer: {names}.</source>
        <translation>系统密钥环没有响应，其中的密钥：{names}。</translation>
    </message>
    <message>
        <source>files that are in use or protected: {paths}.</source>
        <translation>正在使用或受保护的文件：{paths}。</translation>
    </message>
    <message>
        <source>delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Delete everything that Parley keeps?</source>
        <translation>删除 Parley 保存的一切吗？</translation>
    </message>
    <message>
        <source>This cannot be undone. Type “{word}” to go on:</source>
        <translation>此操作无法撤销。请输入“{word}”以继续：</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>All chats with their files and drafts, those in the bin too; all backups; what agents remember, and the files in Parley&apos;s own work folders; your agents and teams, saved prompts, providers, MCP servers and their keys, also those in the system keyring; settings but for the looks of the window; the ledger of hosts and the log; and the seal by which Parley knows chat files that it wrote itself. You can still import those, but agents then only know what is to be read in them.</source>
        <translation>所有聊天及其文件和草稿，包括回收站中的；所有备份；智能体的记忆，以及 Parley 自有工作文件夹中的文件；你的智能体和团队、保存的提示词、服务商、MCP 服务器及其密钥，包括系统密钥环中的；除窗口外观以外的设置；主机记录和日志；以及 Parley 用来识别自己所写聊天文件的印记。这些文件仍可导入，但智能体此后只知道其中能读到的内容。</translation>
    </message>
    <message>
        <source>What you exported, mirrored or put elsewhere yourself stays, as do work folders of your own, backups that your system makes, and what providers have received. A disk may keep traces of deleted files until it writes over them.</source>
        <translation>你自己导出、镜像或放到别处的内容会保留，你自选的工作文件夹、系统制作的备份以及服务商已收到的内容也会保留。磁盘在覆盖之前可能仍留有已删除文件的痕迹。</translation>
    </message>
</context>
<context>
    <name>Fields</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Letters, digits and _. Others call it by this name.</source>
        <translation>字母、数字和 _。其他成员用这个名称称呼它。</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>What it is good for. Teams choose their next speaker by it.</source>
        <translation>它擅长什么。团队据此选择下一位发言者。</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What the model is told before everything else.</source>
        <translation>最先告诉模型的内容。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Hands over to</source>
        <translation>可移交给</translation>
    </message>
    <message>
        <source>Members to whom it can give the turn.</source>
        <translation>它可以把发言权交给的成员。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>One fact on each line; it is always reminded of them.</source>
        <translation>每行一条事实，每次都会提醒它。</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>How much of the chat its model is sent.</source>
        <translation>把聊天的多少内容发给它的模型。</translation>
    </message>
    <message>
        <source>Tool rounds</source>
        <translation>工具轮数</translation>
    </message>
    <message>
        <source>How often it may use tools before it must answer.</source>
        <translation>必须回答之前最多可以使用工具的轮数。</translation>
    </message>
    <message>
        <source>Answer in its own words</source>
        <translation>用自己的话回答</translation>
    </message>
    <message>
        <source>After the last tool it writes an answer, not just the result.</source>
        <translation>用完最后一个工具后写出回答，而不只是给出结果。</translation>
    </message>
    <message>
        <source>How results are written</source>
        <translation>结果的写法</translation>
    </message>
    <message>
        <source>Where it does not answer in its own words: {result} and others.</source>
        <translation>不用自己的话回答时使用：{result} 等。</translation>
    </message>
    <message>
        <source>Show the answer as it comes</source>
        <translation>边生成边显示回答</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Ends when</source>
        <translation>结束条件</translation>
    </message>
    <message>
        <source>A team without an end goes on until you stop it.</source>
        <translation>没有结束条件的团队会一直进行，直到你停止它。</translation>
    </message>
    <message>
        <source>Most turns</source>
        <translation>最多轮次</translation>
    </message>
    <message>
        <source>Empty for no limit.</source>
        <translation>留空表示不限制。</translation>
    </message>
    <message>
        <source>How the next speaker is picked</source>
        <translation>如何选择下一位发言者</translation>
    </message>
    <message>
        <source>What the model is told; {roles}, {participants} and {history}.</source>
        <translation>告诉模型的内容；可用 {roles}、{participants} 和 {history}。</translation>
    </message>
    <message>
        <source>The same member may speak twice in a row</source>
        <translation>同一成员可以连续发言</translation>
    </message>
    <message>
        <source>Tries to pick</source>
        <translation>选择的尝试次数</translation>
    </message>
    <message>
        <source>How often the model is asked again when it names nobody.</source>
        <translation>模型没有选出任何人时，再问几次。</translation>
    </message>
    <message>
        <source>Tell who was picked</source>
        <translation>告知选中了谁</translation>
    </message>
    <message>
        <source>Stream the choice</source>
        <translation>流式接收选择</translation>
    </message>
    <message>
        <source>Most setbacks</source>
        <translation>最多受挫次数</translation>
    </message>
    <message>
        <source>After so many without progress it makes a new plan.</source>
        <translation>这么多次没有进展后，它会重新制定计划。</translation>
    </message>
    <message>
        <source>How the final answer is asked for</source>
        <translation>如何要求最终回答</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>箭头</translation>
    </message>
    <message>
        <source>An arrow with words is followed only when a message has them.</source>
        <translation>带词句的箭头只在消息含有这些词句时才走。</translation>
    </message>
    <message>
        <source>Team inside</source>
        <translation>内部团队</translation>
    </message>
    <message>
        <source>Before the team&apos;s words</source>
        <translation>团队发言之前的说明</translation>
    </message>
    <message>
        <source>How the answer is asked for</source>
        <translation>如何要求回答</translation>
    </message>
    <message>
        <source>Other tools</source>
        <translation>其他工具</translation>
    </message>
    <message>
        <source>Workbenches</source>
        <translation>工作台</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>What changes or runs something still asks you first.</source>
        <translation>会修改或运行内容的工具仍会先询问你。</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>The path of a file or folder on each line.</source>
        <translation>每行一个文件或文件夹的路径。</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>As it stands in lists.</source>
        <translation>在列表中显示的名字。</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>One sentence for its card.</source>
        <translation>卡片上的一句话。</translation>
    </message>
    <message>
        <source>Runs code</source>
        <translation>运行代码</translation>
    </message>
    <message>
        <source>Only from</source>
        <translation>仅限来自</translation>
    </message>
    <message>
        <source>Names of members, one on each line; empty for all.</source>
        <translation>成员名称，每行一个；留空表示全部。</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Notes for programs</source>
        <translation>给程序看的备注</translation>
    </message>
    <message>
        <source>Seconds at most</source>
        <translation>最多秒数</translation>
    </message>
    <message>
        <source>Container image</source>
        <translation>容器镜像</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>词句</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息数</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒数</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>token 数</translation>
    </message>
    <message>
        <source>Tokens sent</source>
        <translation>发送的 token 数</translation>
    </message>
    <message>
        <source>Tokens answered</source>
        <translation>回答的 token 数</translation>
    </message>
    <message>
        <source>Last messages</source>
        <translation>最后的消息数</translation>
    </message>
    <message>
        <source>First messages</source>
        <translation>最前的消息数</translation>
    </message>
</context>
<context>
    <name>FileVerbs</name>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>This is what a model is sent of the file.</source>
        <translation>这是该文件发送给模型的内容。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open this file?</source>
        <translation>打开这个文件？</translation>
    </message>
    <message>
        <source>Another program gets a copy, which Parley removes after a day. Open it only if you trust where it comes from.</source>
        <translation>另一个程序会得到一份副本，Parley 会在一天后删除它。只有在你信任其来源时才打开。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Parley does not open this file</source>
        <translation>Parley 不会打开这个文件</translation>
    </message>
    <message>
        <source>Files of this kind can do harm when they are opened. Save it, or look at a copy in its folder.</source>
        <translation>这类文件打开时可能造成危害。你可以另存，或在文件夹中查看副本。</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
</context>
<context>
    <name>Find</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一个匹配项</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一个匹配项</translation>
    </message>
    <message>
        <source>Find in chat</source>
        <translation>在聊天中查找</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>匹配项</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>No matches</source>
        <translation>无匹配项</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>From the top</source>
        <translation>已从头开始</translation>
    </message>
    <message>
        <source>From the end</source>
        <translation>已从末尾开始</translation>
    </message>
</context>
<context>
    <name>FolderDialog</name>
    <message>
        <source>Folder settings</source>
        <translation>文件夹设置</translation>
    </message>
    <message>
        <source>As in the folder around it</source>
        <translation>与上层文件夹相同</translation>
    </message>
    <message>
        <source>As in any new chat</source>
        <translation>与其他新聊天相同</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>New chats in this folder, and in the folders inside, start like this. Chats that are here already stay as they are.</source>
        <translation>在此文件夹及其子文件夹中新建的聊天以此开始。已在这里的聊天保持不变。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Who answers</source>
        <translation>由谁回答</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Removed agent or team</source>
        <translation>已移除的智能体或团队</translation>
    </message>
</context>
<context>
    <name>FolderVerbs</name>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder “{name}” deleted. Its chats are still here.</source>
        <translation>已删除文件夹“{name}”。其中的聊天仍然保留。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Choose a working folder</source>
        <translation>选择工作文件夹</translation>
    </message>
</context>
<context>
    <name>Form</name>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>Hosts</name>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n 次请求</numerusform>
        </translation>
    </message>
    <message>
        <source>asked as a model</source>
        <translation>作为模型请求</translation>
    </message>
    <message>
        <source>read as a page</source>
        <translation>作为网页读取</translation>
    </message>
    <message>
        <source>asked by a tool</source>
        <translation>由工具请求</translation>
    </message>
    <message>
        <source>MCP server</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>asked for a new version</source>
        <translation>查询新版本</translation>
    </message>
    <message>
        <source>What was sent where</source>
        <translation>发送到了哪里</translation>
    </message>
    <message>
        <source>Counted when a request leaves: how many, and the bytes of what they say. Not counted is what others send: MCP servers that run as programs, and code that you let run.</source>
        <translation>在请求发出时统计：请求数量及其内容的字节数。其他程序自行发送的内容不计入：以程序方式运行的 MCP 服务器，以及你允许运行的代码。</translation>
    </message>
    <message>
        <source>Nothing was sent yet.</source>
        <translation>尚未发送任何内容。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>last {when}, first {first}</source>
        <translation>最近 {when}，首次 {first}</translation>
    </message>
</context>
<context>
    <name>Image</name>
    <message>
        <source>Full size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>a model is sent at most {pixels} pixels a side</source>
        <translation>发送给模型时每边最多 {pixels} 像素</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>ImportPreview</name>
    <message>
        <source>Import chat</source>
        <translation>导入聊天</translation>
    </message>
    <message>
        <source>Import the chat in {file}?</source>
        <translation>要导入 {file} 里的聊天吗？</translation>
    </message>
    <message>
        <source>Untitled chat</source>
        <translation>无标题聊天</translation>
    </message>
    <message>
        <source>Let its agents work in that folder</source>
        <translation>允许其中的智能体在该文件夹中工作</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>再导入一次</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Open that chat</source>
        <translation>打开那个聊天</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>This very chat is here already. Importing it again makes a second one.</source>
        <translation>这里已经有一模一样的聊天。再导入一次会得到第二个。</translation>
    </message>
    <message>
        <source>It becomes a new chat in your list. Nothing is sent to a model.</source>
        <translation>它会成为列表里的一个新聊天，不会向模型发送任何内容。</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>Folder: {path}</source>
        <translation>文件夹：{path}</translation>
    </message>
    <message>
        <source>Tags: {tags}</source>
        <translation>标签：{tags}</translation>
    </message>
    <message>
        <source>It lies in the archive.</source>
        <translation>已归档。</translation>
    </message>
    <message>
        <source>It is pinned.</source>
        <translation>已置顶。</translation>
    </message>
    <message>
        <source>Agent: {name}</source>
        <translation>智能体：{name}</translation>
    </message>
    <message>
        <source>Agent: {name} is not here, the assistant will answer.</source>
        <translation>智能体：此处没有 {name}，将由助手回答。</translation>
    </message>
    <message>
        <source>Working folder: {path}</source>
        <translation>工作文件夹：{path}</translation>
    </message>
    <message>
        <source>Its agents are told: {words}</source>
        <translation>给智能体的说明：{words}</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>上下文</translation>
    </message>
    <message>
        <source>What each model is sent before your next message.</source>
        <translation>在你的下一条消息之前，各模型会收到的内容。</translation>
    </message>
    <message>
        <source>No model has been asked in this chat yet.</source>
        <translation>此聊天还没有向任何模型发出请求。</translation>
    </message>
    <message>
        <source>Tools: {names}</source>
        <translation>工具：{names}</translation>
    </message>
    <message>
        <source>≈ {count}</source>
        <translation>≈ {count}</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>No files in {folder} yet.</source>
        <translation>{folder} 中还没有文件。</translation>
    </message>
    <message>
        <source>The first {count} files in {folder}</source>
        <translation>{folder} 中的前 {count} 个文件</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>分支树</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>{name} · waiting</source>
        <translation>{name} · 等待中</translation>
    </message>
    <message>
        <source>{tool} of {agent}</source>
        <translation>{agent} 的 {tool}</translation>
    </message>
    <message>
        <source>{name}: waited for you, {length}</source>
        <translation>{name}：等待了你 {length}</translation>
    </message>
    <message>
        <source>{name}: waits for you, {length}</source>
        <translation>{name}：等待你处理，{length}</translation>
    </message>
    <message>
        <source>{name}: waited for the model, {length}</source>
        <translation>{name}：等待模型 {length}</translation>
    </message>
    <message>
        <source>{name}: failed after {length}</source>
        <translation>{name}：{length} 后失败</translation>
    </message>
    <message>
        <source>{name}: at work for {length}</source>
        <translation>{name}：已工作 {length}</translation>
    </message>
    <message>
        <source>{name}: worked for {length}</source>
        <translation>{name}：工作了 {length}</translation>
    </message>
    <message>
        <source>Send a message, and here you see who works when.</source>
        <translation>发送一条消息，这里就会显示谁在何时工作。</translation>
    </message>
    <message>
        <source>It was not noted who worked when in this answer.</source>
        <translation>这个回答没有记录谁在何时工作。</translation>
    </message>
    <message>
        <source>Sent by this chat so far</source>
        <translation>此聊天迄今发送到</translation>
    </message>
    <message>
        <source>As a list</source>
        <translation>以列表显示</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>按智能体</translation>
    </message>
    <message>
        <source>This run</source>
        <translation>本次运行</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n 次请求</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody outside this computer</source>
        <translation>未发送到本机以外</translation>
    </message>
    <message>
        <source>Sent to</source>
        <translation>发送至</translation>
    </message>
    <message>
        <source>Tokens in / out</source>
        <translation>输入 / 输出 token</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>费用</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Tokens of the chat</source>
        <translation>聊天的token</translation>
    </message>
    <message>
        <source>Time of answering</source>
        <translation>回答用时</translation>
    </message>
    <message>
        <source>{used} of {limit}</source>
        <translation>{used} / {limit}</translation>
    </message>
    <message>
        <source>Time to first token</source>
        <translation>首个 token 用时</translation>
    </message>
    <message>
        <source>No text</source>
        <translation>无文字</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>on the current branch</source>
        <translation>在当前分支上</translation>
    </message>
    <message>
        <source>on another branch, level {number}</source>
        <translation>在另一个分支上，第 {number} 层</translation>
    </message>
    <message>
        <source>Send a message, and here you see each way the chat takes.</source>
        <translation>发送一条消息，这里就会显示聊天走过的每一条路。</translation>
    </message>
    <message>
        <source>Tree of the chat</source>
        <translation>聊天的分支树</translation>
    </message>
</context>
<context>
    <name>Licences</name>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Back to About Parley</source>
        <translation>返回“关于 Parley”</translation>
    </message>
    <message>
        <source>Name or licence</source>
        <translation>名称或许可证</translation>
    </message>
    <message>
        <source>Search the licences</source>
        <translation>搜索许可证</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>Nothing has this name or licence.</source>
        <translation>没有这个名称或许可证。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The text of this licence is not part of this installation.</source>
        <translation>此安装不含这份许可证的全文。</translation>
    </message>
</context>
<context>
    <name>LimitsDialog</name>
    <message>
        <source>Limits of this chat</source>
        <translation>此聊天的限额</translation>
    </message>
    <message>
        <source>When one of them is reached, the answer stops and the chat says so. What you leave empty has no limit.</source>
        <translation>达到其中一项时，回答会停止，并在聊天中说明。留空表示不限。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A whole number above zero, or nothing.</source>
        <translation>请填大于零的整数，或留空。</translation>
    </message>
    <message>
        <source>A number above zero, or nothing.</source>
        <translation>请填大于零的数，或留空。</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答次数</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>token 数</translation>
    </message>
    <message>
        <source>Cost in US dollars</source>
        <translation>费用（美元）</translation>
    </message>
    <message>
        <source>Minutes of answering</source>
        <translation>回答所用分钟数</translation>
    </message>
</context>
<context>
    <name>LinkFollower</name>
    <message>
        <source>That chat is not here.</source>
        <translation>这里没有那个聊天。</translation>
    </message>
    <message>
        <source>It was deleted, or it is on another computer.</source>
        <translation>它已被删除，或者在另一台电脑上。</translation>
    </message>
    <message>
        <source>Parley cannot open the link {link}.</source>
        <translation>Parley 无法打开链接 {link}。</translation>
    </message>
</context>
<context>
    <name>LinkOpener</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Open this address?</source>
        <translation>打开这个地址？</translation>
    </message>
</context>
<context>
    <name>ManyChats</name>
    <message>
        <source>Chats archived: {count}. Search still finds them.</source>
        <translation>已归档 {count} 个聊天。仍可搜索到。</translation>
    </message>
    <message>
        <source>Chats deleted: {count}. They stay in the bin for 30 days.</source>
        <translation>已删除 {count} 个聊天。它们会在回收站中保留 30 天。</translation>
    </message>
    <message>
        <source>Chats taken out of their folder: {count}.</source>
        <translation>已将 {count} 个聊天移出文件夹。</translation>
    </message>
    <message>
        <source>Chats moved to “{folder}”: {count}.</source>
        <translation>已将 {count} 个聊天移到“{folder}”。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Markdown</name>
    <message>
        <source>Image: {words}</source>
        <translation>图片：{words}</translation>
    </message>
    <message>
        <source>This formula cannot be drawn: {reason}</source>
        <translation>无法绘制此公式：{reason}</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>重要</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>小心</translation>
    </message>
</context>
<context>
    <name>Mcp</name>
    <message>
        <source>The end of its error output</source>
        <translation>它的错误输出的末尾</translation>
    </message>
    <message>
        <source>A first start downloads it, which may take a while.</source>
        <translation>首次启动会下载它，可能需要一些时间。</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Tools: what is switched off, no agent sees. The words are its own.</source>
        <translation>工具：关闭的工具任何智能体都看不到。说明文字来自服务器自身。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>process {number}</source>
        <translation>进程 {number}</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of its output were no messages</source>
        <translation>
            <numerusform>它的输出中有 %n 行不是协议消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Says that it only reads.</source>
        <translation>它声称自己只读取。</translation>
    </message>
    <message>
        <source>Says that it may delete or overwrite.</source>
        <translation>它声称自己可能删除或覆盖内容。</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How it is reached</source>
        <translation>连接方式</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>With its arguments, as in a terminal.</source>
        <translation>连同参数，与在终端中一样。</translation>
    </message>
    <message>
        <source>Working folder</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <source>Only if the server asks for one</source>
        <translation>仅在服务器要求时填写</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Environment variables</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>请求头</translation>
    </message>
    <message>
        <source>Keep secrets</source>
        <translation>密钥保存位置</translation>
    </message>
    <message>
        <source>Asking the system keyring…</source>
        <translation>正在询问系统密钥环…</translation>
    </message>
    <message>
        <source>Believe it when it says that a tool only reads</source>
        <translation>相信它所说的“此工具只读取”</translation>
    </message>
    <message>
        <source>Such tools then run without asking, where reading may.</source>
        <translation>这样的工具在允许读取的地方无需询问即可运行。</translation>
    </message>
    <message>
        <source>Time to start</source>
        <translation>启动时限</translation>
    </message>
    <message>
        <source>Time for a call</source>
        <translation>单次调用时限</translation>
    </message>
    <message>
        <source>A program on this computer</source>
        <translation>本机上的程序</translation>
    </message>
    <message>
        <source>A web address (streamable HTTP)</source>
        <translation>网址（可流式 HTTP）</translation>
    </message>
    <message>
        <source>A web address (SSE, older)</source>
        <translation>网址（SSE，较旧）</translation>
    </message>
    <message>
        <source>Give the server a name.</source>
        <translation>请给服务器起个名称。</translation>
    </message>
    <message>
        <source>Enter the command that starts it.</source>
        <translation>请输入启动它的命令。</translation>
    </message>
    <message>
        <source>A quotation mark is open; close it.</source>
        <translation>有一个引号没有闭合，请补上。</translation>
    </message>
    <message>
        <source>Enter the server&apos;s address.</source>
        <translation>请输入服务器的地址。</translation>
    </message>
    <message>
        <source>The address must begin with https:// or http://.</source>
        <translation>地址必须以 https:// 或 http:// 开头。</translation>
    </message>
    <message>
        <source>Each line needs a name and a value.</source>
        <translation>每一行都需要一个名称和一个值。</translation>
    </message>
    <message>
        <source>The kept secrets are for another server. Enter them again.</source>
        <translation>已保存的密钥属于另一台服务器，请重新输入。</translation>
    </message>
    <message>
        <source>One a line: NAME=value. What looks like a key or a password is kept as a secret; {kept} stands for one that is.</source>
        <translation>每行一个：名称=值。看起来像密钥或密码的值会作为机密保存；{kept} 代表已保存的值。</translation>
    </message>
    <message>
        <source>One a line: Name: value. What looks like a key or a password is kept as a secret; {kept} stands for one that is.</source>
        <translation>每行一个：名称: 值。看起来像密钥或密码的值会作为机密保存；{kept} 代表已保存的值。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>There is no MCP server in it.</source>
        <translation>其中没有 MCP 服务器。</translation>
    </message>
    <message>
        <source>{name} cannot be read.</source>
        <translation>无法读取 {name}。</translation>
    </message>
    <message>
        <source>Import MCP servers</source>
        <translation>导入 MCP 服务器</translation>
    </message>
    <message>
        <source>Paste what Claude Desktop, Cursor, VS Code or Windsurf keep, or what a server&apos;s page tells you to. It is shown first; nothing is started.</source>
        <translation>粘贴 Claude Desktop、Cursor、VS Code 或 Windsurf 中的配置，或服务器页面上给出的配置。会先显示内容，不会启动任何东西。</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>Add, switched off</source>
        <translation>添加，暂不启用</translation>
    </message>
    <message>
        <source>Add and switch on</source>
        <translation>添加并启用</translation>
    </message>
    <message>
        <source>Runs on this computer, with all your rights.</source>
        <translation>在本机上运行，拥有你的全部权限。</translation>
    </message>
    <message>
        <source>Is reached over the network; what agents ask goes there.</source>
        <translation>通过网络访问；智能体的请求会发送到那里。</translation>
    </message>
    <message>
        <source>Variables</source>
        <translation>变量</translation>
    </message>
    <message>
        <source>Secrets</source>
        <translation>机密</translation>
    </message>
    <message>
        <source>It is asked for; it can be entered later, too</source>
        <translation>需要此值；也可以稍后输入</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>They give agents tools. A server is a program or a web service of somebody else: add only those you trust. Nothing is started before you switch it on or check it.</source>
        <translation>它们为智能体提供工具。服务器是他人的程序或网络服务，请只添加你信任的。在你启用或检查之前，不会启动任何东西。</translation>
    </message>
    <message>
        <source>No server yet.</source>
        <translation>还没有服务器。</translation>
    </message>
    <message>
        <source>Import from JSON…</source>
        <translation>从 JSON 导入…</translation>
    </message>
    <message>
        <source>Agents may use it</source>
        <translation>允许智能体使用</translation>
    </message>
    <message>
        <source>Check and tools…</source>
        <translation>检查与工具…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove {name} and its secrets?</source>
        <translation>移除 {name} 及其机密？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Find the program</source>
        <translation>查找程序</translation>
    </message>
    <message>
        <source>Start or reach it</source>
        <translation>启动或连接</translation>
    </message>
    <message>
        <source>Greet it</source>
        <translation>握手</translation>
    </message>
    <message>
        <source>List its tools</source>
        <translation>列出工具</translation>
    </message>
    <message>
        <source>List its prompts</source>
        <translation>列出提示词</translation>
    </message>
    <message>
        <source>List its resources</source>
        <translation>列出资源</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message numerus="yes">
        <source>Running · %n tool(s)</source>
        <translation>
            <numerusform>运行中 · %n 个工具</numerusform>
        </translation>
    </message>
    <message>
        <source>Did not start</source>
        <translation>未能启动</translation>
    </message>
    <message>
        <source>Ended unexpectedly</source>
        <translation>意外结束</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Starts when it is needed</source>
        <translation>需要时启动</translation>
    </message>
    <message>
        <source>It has neither a command nor an address.</source>
        <translation>它既没有命令也没有地址。</translation>
    </message>
    <message>
        <source>Its address must begin with https:// or http://.</source>
        <translation>它的地址必须以 https:// 或 http:// 开头。</translation>
    </message>
    <message>
        <source>Parley does not speak its transport.</source>
        <translation>Parley 不支持它的传输方式。</translation>
    </message>
    <message>
        <source>{word} means nothing here: put a real path there by Edit.</source>
        <translation>{word} 在这里没有意义：请通过“编辑”填入真实路径。</translation>
    </message>
    <message>
        <source>“{word}” is not taken over: Parley asks before tools run.</source>
        <translation>不沿用“{word}”：Parley 会在工具运行前询问。</translation>
    </message>
    <message>
        <source>“{word}” is not taken over.</source>
        <translation>不沿用“{word}”。</translation>
    </message>
    <message>
        <source>the program</source>
        <translation>该程序</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>the folder</source>
        <translation>该文件夹</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>某个值</translation>
    </message>
    <message>
        <source>This server is no longer in the list.</source>
        <translation>此服务器已不在列表中。</translation>
    </message>
    <message>
        <source>Add it again, or take it from the agent.</source>
        <translation>请重新添加，或从智能体中去掉它。</translation>
    </message>
    <message>
        <source>This server is switched off.</source>
        <translation>此服务器已关闭。</translation>
    </message>
    <message>
        <source>Switch it on to let agents use it.</source>
        <translation>启用后智能体才能使用它。</translation>
    </message>
    <message>
        <source>There is no program “{command}” on this computer.</source>
        <translation>本机上没有程序“{command}”。</translation>
    </message>
    <message>
        <source>Install it (npx comes with Node.js, uvx with uv), or enter its full path by Edit.</source>
        <translation>请安装它（npx 随 Node.js 提供，uvx 随 uv 提供），或通过“编辑”输入完整路径。</translation>
    </message>
    <message>
        <source>“{command}” is there, but may not be run.</source>
        <translation>“{command}”存在，但没有执行权限。</translation>
    </message>
    <message>
        <source>Make the file executable, or start it through its interpreter.</source>
        <translation>请为文件添加执行权限，或通过其解释器启动。</translation>
    </message>
    <message>
        <source>The folder {folder} is not there.</source>
        <translation>文件夹 {folder} 不存在。</translation>
    </message>
    <message>
        <source>Choose another working folder by Edit.</source>
        <translation>请通过“编辑”选择其他工作文件夹。</translation>
    </message>
    <message>
        <source>The system cannot start “{command}”: {text}.</source>
        <translation>系统无法启动“{command}”：{text}。</translation>
    </message>
    <message>
        <source>Check that the file is a program for this computer.</source>
        <translation>请确认该文件是适用于本机的程序。</translation>
    </message>
    <message>
        <source>“{name}” has no value.</source>
        <translation>“{name}”没有值。</translation>
    </message>
    <message>
        <source>Enter it by Edit, or set it before Parley is started.</source>
        <translation>请通过“编辑”输入，或在启动 Parley 之前设置好。</translation>
    </message>
    <message>
        <source>The system keyring does not give the secrets of this server.</source>
        <translation>系统密钥环没有给出此服务器的机密。</translation>
    </message>
    <message>
        <source>Unlock the keyring, then check again.</source>
        <translation>请解锁密钥环，然后再次检查。</translation>
    </message>
    <message>
        <source>“{command}” was still downloading after {seconds} seconds.</source>
        <translation>{seconds} 秒后“{command}”仍在下载。</translation>
    </message>
    <message>
        <source>Check again: the download goes on from there. A longer limit helps, too.</source>
        <translation>请再次检查：下载会从中断处继续。延长时限也有帮助。</translation>
    </message>
    <message>
        <source>The server ended at once (exit code {code}).</source>
        <translation>服务器立即结束了（退出代码 {code}）。</translation>
    </message>
    <message>
        <source>Its last words below say why; often an argument or a value is missing.</source>
        <translation>下面是它最后的输出，说明了原因；常见原因是缺少参数或值。</translation>
    </message>
    <message>
        <source>The server was running and ended (exit code {code}).</source>
        <translation>服务器在运行中结束了（退出代码 {code}）。</translation>
    </message>
    <message>
        <source>The next call starts it again. If it keeps ending, see its last words below.</source>
        <translation>下一次调用会重新启动它。如果反复结束，请查看下面它最后的输出。</translation>
    </message>
    <message>
        <source>The server did not answer within {seconds} seconds.</source>
        <translation>服务器在 {seconds} 秒内没有回答。</translation>
    </message>
    <message>
        <source>Check the command or the address; is it a server that speaks MCP?</source>
        <translation>请检查命令或地址；它是支持 MCP 的服务器吗？</translation>
    </message>
    <message>
        <source>Something answers, but it does not speak MCP.</source>
        <translation>有程序作出回应，但它不支持 MCP。</translation>
    </message>
    <message>
        <source>What it said is below. Check the command or the address, and the transport.</source>
        <translation>下面是它的输出。请检查命令或地址，以及连接方式。</translation>
    </message>
    <message>
        <source>{host} does not know you (401).</source>
        <translation>{host} 不认识你（401）。</translation>
    </message>
    <message>
        <source>Enter a valid token as the header “Authorization” by Edit: Bearer &lt;token&gt;.</source>
        <translation>请通过“编辑”在请求头“Authorization”中输入有效的令牌：Bearer &lt;令牌&gt;。</translation>
    </message>
    <message>
        <source>{host} does not let you in (403).</source>
        <translation>{host} 拒绝访问（403）。</translation>
    </message>
    <message>
        <source>Check that the token may be used for this.</source>
        <translation>请确认该令牌有相应权限。</translation>
    </message>
    <message>
        <source>{host} has nothing at this address ({status}).</source>
        <translation>{host} 的这个地址上什么也没有（{status}）。</translation>
    </message>
    <message>
        <source>Check the path: it often ends in /mcp or /sse.</source>
        <translation>请检查路径：通常以 /mcp 或 /sse 结尾。</translation>
    </message>
    <message>
        <source>{host} answered with an error ({status}).</source>
        <translation>{host} 返回了错误（{status}）。</translation>
    </message>
    <message>
        <source>Try later, or ask whoever runs the server.</source>
        <translation>请稍后再试，或询问服务器的管理者。</translation>
    </message>
    <message>
        <source>{host} sends to another address, which is not followed.</source>
        <translation>{host} 要求转到另一个地址，Parley 不会跟随。</translation>
    </message>
    <message>
        <source>Enter the address where the server really is.</source>
        <translation>请输入服务器的实际地址。</translation>
    </message>
    <message>
        <source>Nobody listens at {host}.</source>
        <translation>{host} 上没有程序在监听。</translation>
    </message>
    <message>
        <source>Start the server, or check its address and port.</source>
        <translation>请启动服务器，或检查其地址和端口。</translation>
    </message>
    <message>
        <source>There is no computer named {host}, or there is no network.</source>
        <translation>没有名为 {host} 的计算机，或者没有网络连接。</translation>
    </message>
    <message>
        <source>Check the address and the connection.</source>
        <translation>请检查地址和网络连接。</translation>
    </message>
    <message>
        <source>The certificate of {host} cannot be trusted.</source>
        <translation>{host} 的证书不可信。</translation>
    </message>
    <message>
        <source>Check the address; a company&apos;s own certificate must be known.</source>
        <translation>请检查地址；公司自己的证书需要先被系统信任。</translation>
    </message>
    <message>
        <source>The connection to the server was lost.</source>
        <translation>与服务器的连接已断开。</translation>
    </message>
    <message>
        <source>The next call connects again.</source>
        <translation>下一次调用会重新连接。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong: {text}</source>
        <translation>出现了意外问题：{text}</translation>
    </message>
    <message>
        <source>Check again; the report helps to find out.</source>
        <translation>请再次检查；报告有助于查明原因。</translation>
    </message>
</context>
<context>
    <name>McpNotice</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>The MCP server {name} runs again.</source>
        <translation>MCP 服务器“{name}”已重新运行。</translation>
    </message>
    <message>
        <source>The MCP server {name} is still starting; this answer goes without its tools.</source>
        <translation>MCP 服务器“{name}”还在启动；这次回答不使用它的工具。</translation>
    </message>
    <message>
        <source>The MCP server {name} stopped.</source>
        <translation>MCP 服务器“{name}”已停止。</translation>
    </message>
    <message>
        <source>The MCP server {name} did not start.</source>
        <translation>MCP 服务器“{name}”未能启动。</translation>
    </message>
</context>
<context>
    <name>Memory</name>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Agents that have the tools for it keep short facts about you and your work here, and read them in other chats. The file memory.json holds them, unencrypted.</source>
        <translation>拥有相应工具的智能体会把关于你和你工作的简短事实记在这里，并在其他对话中读取。它们以未加密的形式保存在 memory.json 文件中。</translation>
    </message>
    <message>
        <source>Something to remember</source>
        <translation>要记住的内容</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Nothing is remembered yet.</source>
        <translation>还没有记住任何内容。</translation>
    </message>
    <message>
        <source>There is no room for more than {count}; remove one first.</source>
        <translation>最多只能记住 {count} 条；请先移除一条。</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Forget “{text}” for good?</source>
        <translation>要永久忘记“{text}”吗？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What is remembered</source>
        <translation>记住的内容</translation>
    </message>
</context>
<context>
    <name>ModelPicker</name>
    <message>
        <source>Add a model…</source>
        <translation>添加模型…</translation>
    </message>
    <message>
        <source>Choose the model of this chat</source>
        <translation>选择这个聊天的模型</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Offline guide</source>
        <translation>离线向导</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Abilities of</source>
        <translation>模型能力</translation>
    </message>
    <message>
        <source>Only needed for models that AutoGen does not know.</source>
        <translation>只有 AutoGen 不认识的模型才需要填写。</translation>
    </message>
    <message>
        <source>Sees images</source>
        <translation>识别图片</translation>
    </message>
    <message>
        <source>Calls tools</source>
        <translation>调用工具</translation>
    </message>
    <message>
        <source>Answers in JSON</source>
        <translation>以 JSON 格式回答</translation>
    </message>
    <message>
        <source>Answers by a given schema</source>
        <translation>按指定的结构回答</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>AutoGen&apos;s word for its kind, such as gpt-4o or r1.</source>
        <translation>AutoGen 对这类模型的叫法，例如 gpt-4o 或 r1。</translation>
    </message>
    <message>
        <source> s</source>
        <comment>unit after a number of seconds</comment>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Ask for token counts</source>
        <translation>询问 token 数</translation>
    </message>
    <message>
        <source>Sends stream_options. Turn it off if the server refuses requests.</source>
        <translation>会发送 stream_options。如果服务器拒绝请求，请关闭。</translation>
    </message>
    <message>
        <source>Send agents&apos; names</source>
        <translation>发送智能体的名字</translation>
    </message>
    <message>
        <source>Puts a name on each message. Some servers refuse it.</source>
        <translation>在每条消息上加名字。有些服务器会拒绝。</translation>
    </message>
    <message>
        <source>Wait for a connection</source>
        <translation>等待连接</translation>
    </message>
    <message>
        <source>Wait in silence</source>
        <translation>等待沉默</translation>
    </message>
    <message>
        <source>How long the server may say nothing before it counts as lost.</source>
        <translation>服务器多久没有动静就视为断开。</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>密钥保存位置</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>One per line. Test fetches the provider&apos;s list.</source>
        <translation>每行一个。按“测试”可获取服务商的模型列表。</translation>
    </message>
    <message>
        <source>In the system keyring</source>
        <translation>系统密钥环</translation>
    </message>
    <message>
        <source>For this run only</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>In the environment</source>
        <translation>环境变量</translation>
    </message>
    <message>
        <source>In a file, unencrypted</source>
        <translation>文件（未加密）</translation>
    </message>
    <message>
        <source>Give the provider a name.</source>
        <translation>请给服务商起个名称。</translation>
    </message>
    <message>
        <source>Enter the server&apos;s address, such as http://localhost:8000/v1.</source>
        <translation>请输入服务器地址，例如 http://localhost:8000/v1。</translation>
    </message>
    <message>
        <source>The address must begin with https:// or http://.</source>
        <translation>地址必须以 https:// 或 http:// 开头。</translation>
    </message>
    <message>
        <source>This is not a web address: the server&apos;s name is missing or wrong.</source>
        <translation>这不是有效的网址：服务器名缺失或有误。</translation>
    </message>
    <message>
        <source>Leave out user names, passwords and anything after ? or #.</source>
        <translation>请去掉用户名、密码，以及 ? 或 # 之后的内容。</translation>
    </message>
    <message>
        <source>This provider needs an API key.</source>
        <translation>这个服务商需要 API 密钥。</translation>
    </message>
    <message>
        <source>Press Test to fetch the list, or enter a model.</source>
        <translation>请按“测试”获取列表，或者输入一个模型。</translation>
    </message>
    <message>
        <source>The key contains characters that no key has; copy it again.</source>
        <translation>密钥中有密钥不会包含的字符；请重新复制。</translation>
    </message>
    <message>
        <source>The kept key is for another server. Enter the key for this address.</source>
        <translation>已保存的密钥属于另一台服务器。请输入用于此地址的密钥。</translation>
    </message>
    <message>
        <source>Keys are made at {address}</source>
        <translation>在 {address} 创建密钥</translation>
    </message>
    <message>
        <source>A key is kept. Type here to replace it.</source>
        <translation>已保存密钥。在此输入可替换。</translation>
    </message>
    <message>
        <source>Paste the key here</source>
        <translation>在此粘贴密钥</translation>
    </message>
    <message>
        <source>Only if the server asks for one</source>
        <translation>仅在服务器要求时填写</translation>
    </message>
    <message>
        <source>Asking the system keyring…</source>
        <translation>正在询问系统密钥环…</translation>
    </message>
    <message>
        <source>A file is readable by your account only, but not encrypted.</source>
        <translation>文件只有你的账户能读，但没有加密。</translation>
    </message>
    <message>
        <source>This computer has no system keyring. A file is readable by your account only, but not encrypted.</source>
        <translation>这台电脑没有系统密钥环。文件只有你的账户能读，但没有加密。</translation>
    </message>
    <message>
        <source>Add a provider</source>
        <translation>添加服务商</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Stop the test</source>
        <translation>停止测试</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Fewer options</source>
        <translation>收起选项</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>“Test” sends one short request and shows what came back.</source>
        <translation>“测试”会发送一个简短的请求，并显示返回的结果。</translation>
    </message>
    <message>
        <source>No provider yet. The offline guide answers until there is one.</source>
        <translation>还没有服务商。在添加之前，由离线向导回答。</translation>
    </message>
    <message>
        <source>Offline guide</source>
        <translation>离线向导</translation>
    </message>
    <message>
        <source>Keys live in the system keyring.</source>
        <translation>密钥保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>This computer has no system keyring for keys.</source>
        <translation>这台电脑没有系统密钥环。</translation>
    </message>
    <message>
        <source>Model for new chats</source>
        <translation>新聊天的模型</translation>
    </message>
    <message>
        <source>Each chat can use another one.</source>
        <translation>每个聊天都可以另选模型。</translation>
    </message>
    <message>
        <source>Remove {name} and its key?</source>
        <translation>移除 {name} 及其密钥？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Fix…</source>
        <translation>修正…</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>正在测试…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 个模型</translation>
    </message>
    <message>
        <source>{count} models</source>
        <translation>{count} 个模型</translation>
    </message>
    <message>
        <source>key from {variable}</source>
        <translation>密钥来自 {variable}</translation>
    </message>
    <message>
        <source>the keyring does not answer</source>
        <translation>密钥环没有响应</translation>
    </message>
    <message>
        <source>key ••••{tail}</source>
        <translation>密钥 ••••{tail}</translation>
    </message>
    <message>
        <source>no key</source>
        <translation>没有密钥</translation>
    </message>
    <message>
        <source>in a file</source>
        <translation>保存在文件中</translation>
    </message>
    <message>
        <source>for this run only</source>
        <translation>仅本次运行</translation>
    </message>
    <message>
        <source>Sending one short request…</source>
        <translation>正在发送一个简短的请求…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Use the list: {models}</source>
        <translation>使用此列表：{models}</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close this notice</source>
        <translation>关闭此通知</translation>
    </message>
</context>
<context>
    <name>Notification</name>
    <message>
        <source>Parley is still running in the tray.</source>
        <translation>Parley 仍在托盘中运行。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The answer is done.</source>
        <translation>回答已完成。</translation>
    </message>
    <message>
        <source>The answer failed.</source>
        <translation>回答失败。</translation>
    </message>
    <message>
        <source>This chat needs you.</source>
        <translation>这个聊天需要你。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Import chats</source>
        <translation>导入聊天</translation>
    </message>
    <message>
        <source>Chats (*.parley *.zip *.json *.md *.markdown)</source>
        <translation>聊天 (*.parley *.zip *.json *.md *.markdown)</translation>
    </message>
    <message>
        <source>Chats of Parley (*.parley)</source>
        <translation>Parley 聊天 (*.parley)</translation>
    </message>
</context>
<context>
    <name>Ordering</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Move to folder</source>
        <translation>移到文件夹</translation>
    </message>
    <message>
        <source>Find a folder, or name a new one</source>
        <translation>查找文件夹，或输入新文件夹的名称</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder “{name}”</source>
        <translation>新建文件夹“{name}”</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Add a tag, then press Enter</source>
        <translation>输入标签后按回车键添加</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Instructions for this chat</source>
        <translation>此聊天的指令</translation>
    </message>
    <message>
        <source>Whoever answers in this chat is told this too, from your next message on.</source>
        <translation>从你的下一条消息起，在此聊天中回答的智能体都会收到这些指令。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Output</name>
    <message>
        <source>Saved as {name}</source>
        <translation>已保存为 {name}</translation>
    </message>
    <message>
        <source>It could not be saved: {reason}</source>
        <translation>无法保存：{reason}</translation>
    </message>
    <message>
        <source>Copy all of it</source>
        <translation>复制全部</translation>
    </message>
    <message>
        <source>Lines: {count}</source>
        <translation>行数：{count}</translation>
    </message>
    <message>
        <source>long lines are broken here, not in the copy</source>
        <translation>长行仅在此处折断，复制时不变</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>第 {number} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Save the output</source>
        <translation>保存输出</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
</context>
<context>
    <name>PageStack</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Agents &amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Welcome to Parley</source>
        <translation>欢迎使用 Parley</translation>
    </message>
</context>
<context>
    <name>Phrases</name>
    <message>
        <source>{label}: {text}</source>
        <translation>{label}：{text}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>the server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>this model</source>
        <translation>这个模型</translation>
    </message>
    <message>
        <source>some</source>
        <translation>若干</translation>
    </message>
    <message>
        <source>the data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>There is no key for {host} yet.</source>
        <translation>还没有 {host} 的密钥。</translation>
    </message>
    <message>
        <source>Add one in Settings › Models, then try again.</source>
        <translation>请在“设置 › 模型”中添加，然后重试。</translation>
    </message>
    <message>
        <source>The key was refused by {host}.</source>
        <translation>{host} 拒绝了这个密钥。</translation>
    </message>
    <message>
        <source>Check the key in Settings › Models, then try again.</source>
        <translation>请在“设置 › 模型”中检查密钥，然后重试。</translation>
    </message>
    <message>
        <source>Your key may not use {model} at {host}.</source>
        <translation>你的密钥无权在 {host} 使用 {model}。</translation>
    </message>
    <message>
        <source>Choose another model, or use a key that may use this one.</source>
        <translation>请换一个模型，或使用有权限的密钥。</translation>
    </message>
    <message>
        <source>There is no model called {model} at {host}.</source>
        <translation>{host} 没有名为 {model} 的模型。</translation>
    </message>
    <message>
        <source>Choose another model, or correct its name in Settings.</source>
        <translation>请换一个模型，或在设置中改正名称。</translation>
    </message>
    <message>
        <source>Nothing answers chats at this address of {host}.</source>
        <translation>{host} 的这个地址不提供聊天服务。</translation>
    </message>
    <message>
        <source>Check the address in Settings; many end in /v1.</source>
        <translation>请在设置中检查地址；许多地址以 /v1 结尾。</translation>
    </message>
    <message>
        <source>Too many requests were sent to {host}.</source>
        <translation>发送给 {host} 的请求太多。</translation>
    </message>
    <message>
        <source>Wait a moment, then try again.</source>
        <translation>请稍等片刻，然后重试。</translation>
    </message>
    <message>
        <source>Your credit at {host} is used up.</source>
        <translation>你在 {host} 的余额已用完。</translation>
    </message>
    <message>
        <source>Add credit in your account there, or choose another model.</source>
        <translation>请在那里为账户充值，或换一个模型。</translation>
    </message>
    <message>
        <source>no status code</source>
        <translation>无状态码</translation>
    </message>
    <message>
        <source>This chat has reached its limit of {limit} answers.</source>
        <translation>这个聊天已达到 {limit} 次回答的上限。</translation>
    </message>
    <message>
        <source>This chat has reached its limit of {limit} tokens.</source>
        <translation>这个聊天已达到 {limit} 个 token的上限。</translation>
    </message>
    <message>
        <source>This chat has reached its limit of ${limit}.</source>
        <translation>这个聊天已达到 {limit} 美元的上限。</translation>
    </message>
    <message>
        <source>This chat has reached its limit of {limit} seconds of answering.</source>
        <translation>这个聊天已达到回答时间 {limit} 秒的上限。</translation>
    </message>
    <message>
        <source>This chat has reached one of its limits.</source>
        <translation>这个聊天已达到它的一项上限。</translation>
    </message>
    <message numerus="yes">
        <source>This chat has %n answer(s) left.</source>
        <translation>
            <numerusform>此聊天还剩 %n 个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Raise the limit of this chat, or compare fewer at once.</source>
        <translation>请提高此聊天的上限，或减少同时比较的数量。</translation>
    </message>
    <message>
        <source>Raise the limit of this chat, or go on in a new one.</source>
        <translation>请提高这个聊天的上限，或在新聊天中继续。</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s)</source>
        <translation>
            <numerusform>%n 个聊天</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>The file with your chats was damaged, and nothing could be recovered from it.</source>
        <translation>存放聊天的文件已损坏，无法从中恢复任何内容。</translation>
    </message>
    <message>
        <source>The damaged file is kept as {path}.</source>
        <translation>损坏的文件保存为 {path}。</translation>
    </message>
    <message>
        <source>The file with your chats was damaged. {chats} with {messages} were recovered, some of it from the last copy.</source>
        <translation>存放聊天的文件已损坏。已恢复{chats}、{messages}，其中一部分来自最近的副本。</translation>
    </message>
    <message>
        <source>What was written after that copy may be missing; the damaged file is kept as {path}.</source>
        <translation>该副本之后写入的内容可能缺失；损坏的文件保存为 {path}。</translation>
    </message>
    <message>
        <source>The file with your chats was damaged. {chats} with {messages} were recovered.</source>
        <translation>存放聊天的文件已损坏。已恢复{chats}、{messages}。</translation>
    </message>
    <message>
        <source>What could not be read is gone from the list; the damaged file is kept as {path}.</source>
        <translation>无法读取的内容已不在列表中；损坏的文件保存为 {path}。</translation>
    </message>
    <message>
        <source>this file</source>
        <translation>这个文件</translation>
    </message>
    <message>
        <source>of this agent</source>
        <translation>（此智能体的）</translation>
    </message>
    <message>
        <source>a tool</source>
        <translation>某个工具</translation>
    </message>
    <message>
        <source>The disk is full: make room on it, or choose another one.</source>
        <translation>磁盘已满：请腾出空间，或选择其他磁盘。</translation>
    </message>
    <message>
        <source>The disk can only be read: choose another folder.</source>
        <translation>该磁盘是只读的：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>Your account may not write there: choose another folder.</source>
        <translation>你的账户无权写入该位置：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The folder is not there any more: choose another one.</source>
        <translation>该文件夹已不存在：请选择其他文件夹。</translation>
    </message>
    <message>
        <source>The name is too long for that disk: choose a shorter one.</source>
        <translation>文件名对该磁盘来说过长：请换一个较短的名称。</translation>
    </message>
    <message>
        <source>The file is too large for that disk: choose another one.</source>
        <translation>文件对该磁盘来说过大：请选择其他磁盘。</translation>
    </message>
    <message>
        <source>What the last backup had is added; what was written after it is gone. Keep the files of this folder together when you copy them.</source>
        <translation>已补上最近一次备份中的内容，备份之后写下的内容已丢失。复制时请让此文件夹中的文件保持在一起。</translation>
    </message>
    <message>
        <source>There was an internal error at {host} ({status}).</source>
        <translation>{host} 发生内部错误（{status}）。</translation>
    </message>
    <message>
        <source>This often passes. Try again in a minute.</source>
        <translation>这种情况多半是暂时的，请过一分钟再试。</translation>
    </message>
    <message>
        <source>The request was refused by {host}: {status}.</source>
        <translation>{host} 拒绝了请求：{status}。</translation>
    </message>
    <message>
        <source>Look at the details; a switch in Settings may help.</source>
        <translation>请查看详细信息；设置中的某个开关也许有用。</translation>
    </message>
    <message>
        <source>This chat has become too long for {model}.</source>
        <translation>这个聊天太长，{model} 装不下了。</translation>
    </message>
    <message>
        <source>The address of {host} could not be found.</source>
        <translation>找不到 {host} 的地址。</translation>
    </message>
    <message>
        <source>Check your internet connection and the address in Settings.</source>
        <translation>请检查网络连接和设置中的地址。</translation>
    </message>
    <message>
        <source>No secure connection to {host} could be made.</source>
        <translation>无法与 {host} 建立安全连接。</translation>
    </message>
    <message>
        <source>Check the clock of this computer, and whether a proxy stands between.</source>
        <translation>请检查这台电脑的时钟，以及中间是否有代理。</translation>
    </message>
    <message>
        <source>Nothing is listening at {host}.</source>
        <translation>没有程序在 {host} 监听。</translation>
    </message>
    <message>
        <source>Start the model server, or check the address in Settings.</source>
        <translation>请启动模型服务器，或在设置中检查地址。</translation>
    </message>
    <message>
        <source>The connection to {host} was lost.</source>
        <translation>与 {host} 的连接断开了。</translation>
    </message>
    <message>
        <source>What had arrived is kept. Try again.</source>
        <translation>已收到的内容会保留。请重试。</translation>
    </message>
    <message>
        <source>Nothing came from {host} for {seconds} seconds.</source>
        <translation>{host} 已有 {seconds} 秒没有任何回应。</translation>
    </message>
    <message>
        <source>Try again, or allow more time in Settings › Models.</source>
        <translation>请重试，或在“设置 › 模型”中延长等待时间。</translation>
    </message>
    <message>
        <source>The reply of {host} could not be read.</source>
        <translation>无法读取 {host} 的回复。</translation>
    </message>
    <message>
        <source>Try again; if it stays, the server may need an update.</source>
        <translation>请重试；如果一直这样，服务器可能需要更新。</translation>
    </message>
    <message>
        <source>The reply of {model} was empty.</source>
        <translation>{model} 的回复是空的。</translation>
    </message>
    <message>
        <source>Try again, or ask in other words.</source>
        <translation>请重试，或换一种问法。</translation>
    </message>
    <message>
        <source>The provider held the reply back because of its contents.</source>
        <translation>服务商因内容原因扣下了回复。</translation>
    </message>
    <message>
        <source>Ask in other words, or choose another model.</source>
        <translation>请换一种问法，或换一个模型。</translation>
    </message>
    <message>
        <source>No model is chosen for this chat.</source>
        <translation>这个聊天还没有选择模型。</translation>
    </message>
    <message>
        <source>Choose one at the top of the window, then try again.</source>
        <translation>请在窗口顶部选择一个，然后重试。</translation>
    </message>
    <message>
        <source>Parley does not know what {model} can do.</source>
        <translation>Parley 不知道 {model} 有哪些能力。</translation>
    </message>
    <message>
        <source>Tick its abilities in Settings › Models, then try again.</source>
        <translation>请在“设置 › 模型”中打开它的能力，然后重试。</translation>
    </message>
    <message>
        <source>AutoGen, which runs the agents, could not be loaded.</source>
        <translation>无法加载运行智能体的 AutoGen。</translation>
    </message>
    <message>
        <source>Install Parley again; the details say what is missing.</source>
        <translation>请重新安装 Parley；详细信息中写明缺少什么。</translation>
    </message>
    <message>
        <source>Your chats were written by a newer Parley.</source>
        <translation>你的聊天由更新版本的 Parley 写入。</translation>
    </message>
    <message>
        <source>Update Parley to open them; nothing has been changed.</source>
        <translation>请更新 Parley 后再打开；没有改动任何内容。</translation>
    </message>
    <message>
        <source>The file with your chats is damaged.</source>
        <translation>保存聊天的文件已损坏。</translation>
    </message>
    <message>
        <source>It was set aside in {path}, and what can be read was saved.</source>
        <translation>它已移到 {path}，能读出的内容已保存。</translation>
    </message>
    <message>
        <source>Your chats cannot be saved in {path}.</source>
        <translation>无法将聊天保存到 {path}。</translation>
    </message>
    <message>
        <source>Make room on the disk, or check who may write there.</source>
        <translation>请腾出磁盘空间，或检查那里的写入权限。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring cannot be used.</source>
        <translation>这台电脑的密钥环无法使用。</translation>
    </message>
    <message>
        <source>Choose in Settings › Models where keys are kept instead.</source>
        <translation>请在“设置 › 模型”中另选密钥的保存位置。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong.</source>
        <translation>发生了意外错误。</translation>
    </message>
    <message>
        <source>Try again; the details help to report it.</source>
        <translation>请重试；报告问题时可附上详细信息。</translation>
    </message>
    <message>
        <source>The connection was lost while the computer slept.</source>
        <translation>电脑睡眠期间连接中断了。</translation>
    </message>
    <message>
        <source>Parley cannot read {file}.</source>
        <translation>Parley 无法读取 {file}。</translation>
    </message>
    <message>
        <source>Check that it is there, and that you may read it.</source>
        <translation>请检查它是否存在，以及你是否有权读取。</translation>
    </message>
    <message>
        <source>There is no chat that Parley knows in {file}.</source>
        <translation>{file} 中没有 Parley 认识的聊天。</translation>
    </message>
    <message>
        <source>It can import its own chats (.parley), the exports of ChatGPT and Claude (the zip, or conversations.json in it), of Open WebUI and LibreChat (.json), and transcripts in Markdown.</source>
        <translation>可以导入 Parley 自己的聊天 (.parley)、ChatGPT 和 Claude 的导出（zip 或其中的 conversations.json）、Open WebUI 和 LibreChat 的导出 (.json)，以及 Markdown 格式的聊天记录。</translation>
    </message>
    <message>
        <source>The chat in {file} was written by a newer Parley.</source>
        <translation>{file} 里的聊天是由更新版本的 Parley 写的。</translation>
    </message>
    <message>
        <source>Update Parley, then open the file again.</source>
        <translation>请更新 Parley，然后再打开这个文件。</translation>
    </message>
    <message>
        <source>The chat in {file} is damaged; nothing was imported.</source>
        <translation>{file} 里的聊天已损坏，没有导入任何内容。</translation>
    </message>
    <message>
        <source>Copy the file again, or export the chat once more.</source>
        <translation>请重新复制这个文件，或者再导出一次聊天。</translation>
    </message>
    <message>
        <source>The chat in {file} is larger than Parley imports.</source>
        <translation>{file} 里的聊天太大，Parley 无法导入。</translation>
    </message>
    <message>
        <source>Up to 200 MB and 100,000 messages can be imported.</source>
        <translation>最多可以导入 200 MB、100,000 条消息。</translation>
    </message>
    <message>
        <source>The chat could not be written to {file}.</source>
        <translation>聊天无法写入 {file}。</translation>
    </message>
    <message>
        <source>Make room on the disk, or choose another folder.</source>
        <translation>请腾出磁盘空间，或者选择另一个文件夹。</translation>
    </message>
    <message>
        <source>The file {file} could not be written.</source>
        <translation>无法写入文件 {file}。</translation>
    </message>
    <message>
        <source>This agent or team cannot be used as it is written.</source>
        <translation>这个智能体或团队按现在的写法无法使用。</translation>
    </message>
    <message>
        <source>Correct it under Agents &amp; teams; the details say which part is wrong.</source>
        <translation>请在“智能体与团队”中更正；详细信息说明了哪一部分有误。</translation>
    </message>
    <message>
        <source>There is code in {tool} that you have not allowed.</source>
        <translation>{tool} 中有你尚未允许的代码。</translation>
    </message>
    <message>
        <source>A message cannot take {file} along.</source>
        <translation>消息无法附带 {file}。</translation>
    </message>
    <message>
        <source>Read the code under Agents &amp; teams and allow it, or take the tool out.</source>
        <translation>请在“智能体与团队”中阅读代码并允许它，或者移除该工具。</translation>
    </message>
    <message>
        <source>The agent or team of this chat is not there any more.</source>
        <translation>这个聊天的智能体或团队已不存在。</translation>
    </message>
    <message>
        <source>Choose another one for this chat, then try again.</source>
        <translation>请为这个聊天另选一个，然后重试。</translation>
    </message>
    <message>
        <source>The offline guide is not a language model, so it cannot play an agent or a team.</source>
        <translation>离线指南不是语言模型，因此不能担任智能体或团队。</translation>
    </message>
    <message>
        <source>Choose a model at the top of the window, or Assistant to ask the guide itself.</source>
        <translation>请在窗口顶部选择一个模型，或选择“助手”直接询问指南。</translation>
    </message>
    <message>
        <source>That backup was made by a newer Parley.</source>
        <translation>该备份由更新版本的 Parley 创建。</translation>
    </message>
    <message>
        <source>Update Parley to restore it; nothing has been changed.</source>
        <translation>请更新 Parley 后再恢复；未作任何更改。</translation>
    </message>
    <message>
        <source>The backup {path} is damaged; nothing has been changed.</source>
        <translation>备份 {path} 已损坏；未作任何更改。</translation>
    </message>
    <message>
        <source>Restore another one.</source>
        <translation>请恢复另一份备份。</translation>
    </message>
    <message>
        <source>Pictures, text, PDF and the documents of Microsoft Office and LibreOffice can.</source>
        <translation>可以附带图片、文本、PDF，以及 Microsoft Office 和 LibreOffice 的文档。</translation>
    </message>
    <message>
        <source>Nothing was sent: {model} cannot see pictures.</source>
        <translation>没有发送任何内容：{model} 看不到图片。</translation>
    </message>
    <message>
        <source>Choose a model that can, or leave the pictures out. If it can, say so in Settings › Models.</source>
        <translation>请选择能看图片的模型，或去掉图片。如果它其实能看，请在“设置 › 模型”中注明。</translation>
    </message>
    <message>
        <source>The contents of {file} are not there any more.</source>
        <translation>{file} 的内容已经不在了。</translation>
    </message>
    <message>
        <source>Restore a backup that has them, or send the file again.</source>
        <translation>请恢复包含它的备份，或重新发送该文件。</translation>
    </message>
    <message>
        <source>No program on this computer opened {file}.</source>
        <translation>这台电脑上没有程序能打开 {file}。</translation>
    </message>
    <message>
        <source>Save it, then open it with a program of your choice.</source>
        <translation>请先保存，再用你选择的程序打开。</translation>
    </message>
    <message>
        <source>The latest changes to your chats may be missing: their log, {path}, was gone when Parley started.</source>
        <translation>聊天的最新改动可能已丢失：Parley 启动时，记录这些改动的日志 {path} 已不存在。</translation>
    </message>
    <message>
        <source>No backup has more. If the log was moved, put it back while Parley is closed; keep these files together when you copy them.</source>
        <translation>没有更新的备份。如果日志文件被移走了，请先关闭 Parley 再把它放回去；复制时请让这些文件保持在一起。</translation>
    </message>
    <message>
        <source>The MCP server {server} cannot be used.</source>
        <translation>无法使用 MCP 服务器 {server}。</translation>
    </message>
    <message>
        <source>The page MCP servers says why; “Check” there shows it step by step.</source>
        <translation>“MCP 服务器”页面说明了原因；点击其中的“检查”可逐步查看。</translation>
    </message>
    <message>
        <source>Sum up earlier messages, choose a model with more room, or start a new chat.</source>
        <translation>概括先前的消息，换用容量更大的模型，或者新建聊天。</translation>
    </message>
    <message>
        <source>It is a folder: choose the files in it.</source>
        <translation>这是一个文件夹：请选择其中的文件。</translation>
    </message>
    <message>
        <source>It is a device or a pipe; only ordinary files can be sent.</source>
        <translation>这是设备或管道；只能发送普通文件。</translation>
    </message>
    <message>
        <source>It is not there any more: choose it again.</source>
        <translation>它已不在原处：请重新选择。</translation>
    </message>
    <message>
        <source>Your account may not read it.</source>
        <translation>你的账户无权读取它。</translation>
    </message>
    <message>
        <source>It is being written just now: add it again when that is done.</source>
        <translation>它正在被写入：请等写完后再添加。</translation>
    </message>
    <message>
        <source>Copy it to this computer, then add the copy.</source>
        <translation>请先把它复制到这台电脑上，再添加副本。</translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation>它是空的。</translation>
    </message>
    <message>
        <source>It is larger than 20 MB: send a part of it.</source>
        <translation>它大于 20 MB：请只发送其中一部分。</translation>
    </message>
    <message>
        <source>The picture has more than 64 million pixels: make it smaller first.</source>
        <translation>图片超过 6400 万像素：请先把它缩小。</translation>
    </message>
    <message>
        <source>Models are not shown pictures of this kind: save it as JPEG or PNG.</source>
        <translation>无法把这种图片给模型看：请另存为 JPEG 或 PNG。</translation>
    </message>
    <message>
        <source>20 files go with one message: send these first, or leave one of them out.</source>
        <translation>一条消息最多附带 20 个文件：请先发送这些文件，或去掉其中一个。</translation>
    </message>
    <message>
        <source>It needs a password: save it without one, then add that.</source>
        <translation>它需要密码：请另存为不带密码的文件，再添加。</translation>
    </message>
    <message>
        <source>It is damaged: open it in its own program and save it anew.</source>
        <translation>它已损坏：请用它自己的程序打开并重新保存。</translation>
    </message>
    <message>
        <source>Unpacked it would be larger than any document: it may be meant to do harm.</source>
        <translation>它解压后会比任何文档都大：可能是有意造成破坏的文件。</translation>
    </message>
    <message>
        <source>It is of an old version of Office or needs a password: save it as .docx, .xlsx or .pptx without one.</source>
        <translation>它来自旧版 Office 或需要密码：请另存为不带密码的 .docx、.xlsx 或 .pptx。</translation>
    </message>
</context>
<context>
    <name>Prompts</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Text of the prompt</source>
        <translation>提示词内容</translation>
    </message>
    <message>
        <source>Text of the prompt. What stands in {{topic}} is asked for.</source>
        <translation>提示词的内容。使用时会询问 {{topic}} 这样的变量。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>A prompt has at most {count} characters.</source>
        <translation>一个提示词最多 {count} 个字符。</translation>
    </message>
    <message>
        <source>Saved prompts</source>
        <translation>已保存的提示词</translation>
    </message>
    <message>
        <source>New prompt…</source>
        <translation>新建提示词…</translation>
    </message>
    <message>
        <source>Type / in an empty box to choose one of them.</source>
        <translation>在空的输入框中输入 / 即可选用。</translation>
    </message>
    <message>
        <source>There is no room for more than {count}; remove one first.</source>
        <translation>最多只能记住 {count} 条；请先移除一条。</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove the prompt “{name}” for good?</source>
        <translation>永久移除提示词“{name}”？</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>PutAway</name>
    <message>
        <source>{title} – until {day}</source>
        <translation>{title} – 保留至 {day}</translation>
    </message>
    <message>
        <source>Archive and bin</source>
        <translation>归档与回收站</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Bin</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Find by title</source>
        <translation>按标题查找</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>移回列表</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Archived chats are out of the way; search finds them.</source>
        <translation>已归档的聊天不再显示在列表中，但可以搜索到。</translation>
    </message>
    <message>
        <source>No chat is archived. Archive one in its menu.</source>
        <translation>没有已归档的聊天。可在聊天的菜单中归档。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Deleted chats vanish for good after 30 days.</source>
        <translation>已删除的聊天会在 30 天后永久消失。</translation>
    </message>
    <message>
        <source>The bin is empty. What you delete stays here for 30 days.</source>
        <translation>回收站是空的。你删除的内容会在这里保留 30 天。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Files in use or protected could not be deleted: {paths}.</source>
        <translation>正在使用或受保护的文件无法删除：{paths}。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n chat(s) for good? Only a backup made before would bring them back.</source>
        <translation>
            <numerusform>要永久删除这 %n 个聊天吗？只有此前的备份才能将其恢复。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Agents have left %n file(s) in their work folders, {size}. Those that you keep are found from the settings, under Data &amp; privacy.</source>
        <translation>
            <numerusform>智能体在其工作文件夹中留下了 %n 个文件，共 {size}。保留的文件可从设置的“数据与隐私”中找到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete with the files</source>
        <translation>连同文件一起删除</translation>
    </message>
    <message>
        <source>Delete, keep the files</source>
        <translation>删除，保留文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QPlatformTheme</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>QuickAsk</name>
    <message>
        <source>Ask Parley a quick question</source>
        <translation>向 Parley 快速提问</translation>
    </message>
    <message>
        <source>Sent as soon as this answer is there.</source>
        <translation>这个回答完成后就会发送。</translation>
    </message>
    <message>
        <source>Quick ask – Parley</source>
        <translation>快速提问 – Parley</translation>
    </message>
    <message>
        <source>Ask a follow-up</source>
        <translation>继续追问</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>想问什么都可以</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>New question</source>
        <translation>新问题</translation>
    </message>
    <message>
        <source>Open in Parley</source>
        <translation>在 Parley 中打开</translation>
    </message>
    <message>
        <source>Your keyboard does not have these keys. Choose others.</source>
        <translation>你的键盘上没有这些按键，请换一组。</translation>
    </message>
    <message>
        <source>Add Ctrl, Alt or the system key, so that you can still write with it.</source>
        <translation>请加上 Ctrl、Alt 或系统键，否则这个键就不能用来打字了。</translation>
    </message>
    <message>
        <source>Another program uses these keys. Choose others.</source>
        <translation>其他程序正在使用这些按键，请换一组。</translation>
    </message>
    <message>
        <source>The shortcut was not allowed. Switch quick ask off and on to try again.</source>
        <translation>快捷键未获允许。请关闭再打开快速提问，重新尝试。</translation>
    </message>
    <message>
        <source>This desktop gives no shortcuts to programs. In its own settings, let keys run: {command}</source>
        <translation>此桌面不向程序提供快捷键。请在桌面自己的设置中，为按键指定运行：{command}</translation>
    </message>
    <message>
        <source>The desktop does not answer. Switch quick ask off and on to try again.</source>
        <translation>桌面没有响应。请关闭再打开快速提问，重新尝试。</translation>
    </message>
</context>
<context>
    <name>RefusalPage</name>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Resources</name>
    <message>
        <source>From {server}…</source>
        <translation>从 {server} 添加…</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>请稍候…</translation>
    </message>
    <message>
        <source>{server} has nothing to enclose.</source>
        <translation>{server} 没有可附上的内容。</translation>
    </message>
    <message>
        <source>Enclosed</source>
        <translation>已附上</translation>
    </message>
    <message>
        <source>Search in {server}</source>
        <translation>在 {server} 中搜索</translation>
    </message>
    <message>
        <source>What {server} offers</source>
        <translation>{server} 提供的内容</translation>
    </message>
</context>
<context>
    <name>RowMenus</name>
    <message>
        <source>Chats chosen: {count}</source>
        <translation>已选 {count} 个聊天</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Mark as read</source>
        <translation>标为已读</translation>
    </message>
    <message>
        <source>Mark as unread</source>
        <translation>标为未读</translation>
    </message>
    <message>
        <source>Move to folder…</source>
        <translation>移到文件夹…</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Unarchive</source>
        <translation>取消归档</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>归档</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New chat in this folder</source>
        <translation>在此文件夹中新建聊天</translation>
    </message>
    <message>
        <source>New folder inside…</source>
        <translation>新建子文件夹…</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Folder settings…</source>
        <translation>文件夹设置…</translation>
    </message>
    <message>
        <source>Export its chats…</source>
        <translation>导出其中的聊天…</translation>
    </message>
    <message>
        <source>Delete folder, keep its chats</source>
        <translation>删除文件夹，保留其中的聊天</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序方式</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>所有聊天</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>Archived chats…</source>
        <translation>已归档的聊天…</translation>
    </message>
    <message>
        <source>Bin…</source>
        <translation>回收站…</translation>
    </message>
    <message>
        <source>Last use</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Creation</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>SavingNotice</name>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Drafts and settings</source>
        <translation>草稿和设置</translation>
    </message>
    <message>
        <source>Running answers</source>
        <translation>进行中的回答</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>后台任务</translation>
    </message>
    <message>
        <source>Open chats</source>
        <translation>打开的聊天</translation>
    </message>
    <message>
        <source>Tray and notifications</source>
        <translation>托盘和通知</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>Programs that Parley has started</source>
        <translation>Parley 启动的程序</translation>
    </message>
    <message>
        <source>Connections to models</source>
        <translation>与模型的连接</translation>
    </message>
    <message>
        <source>The file of chats</source>
        <translation>聊天文件</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>New chat</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>thought</source>
        <translation>思考</translation>
    </message>
    <message>
        <source>tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>image</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>That message is on another branch of this chat.</source>
        <translation>这条消息在此对话的另一个分支上。</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Filter {name}</source>
        <translation>筛选 {name}</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s)</source>
        <translation>
            <numerusform>%n 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n chat(s)</source>
        <translation>
            <numerusform>· %n 个聊天</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing found for “{typed}”. Try fewer words or only how they begin, or take a filter away.</source>
        <translation>没有找到“{typed}”。请减少词语、只输入词的开头，或去掉一个筛选条件。</translation>
    </message>
    <message>
        <source>Type what was said, by you or an agent, in any chat. A filter narrows it down, and &quot;quotation marks&quot; keep words together.</source>
        <translation>输入任意对话中你或智能体说过的内容。筛选条件可缩小范围，&quot;引号&quot;使词语连在一起。</translation>
    </message>
    <message>
        <source>“{words}” is no filter, so it is looked for as words.</source>
        <translation>“{words}”不是筛选条件，因此按词语查找。</translation>
    </message>
    <message>
        <source>Titles with “{words}” are shown too.</source>
        <translation>也显示标题中含有“{words}”的对话。</translation>
    </message>
    <message>
        <source>{count} older messages are still being read in and cannot be found yet.</source>
        <translation>还有 {count} 条较早的消息正在读入，暂时无法找到。</translation>
    </message>
</context>
<context>
    <name>SearchEdit</name>
    <message>
        <source>Search everything</source>
        <translation>搜索全部</translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message>
        <source>Chats</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Pinned</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>All chats</source>
        <translation>所有聊天</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>过去 7 天</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>更早</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>已归档</translation>
    </message>
    <message>
        <source>needs you</source>
        <translation>等你处理</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>collapsed</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Folder {name}</source>
        <translation>文件夹 {name}</translation>
    </message>
    <message>
        <source>chats: {count}</source>
        <translation>{count} 个聊天</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>MMM d</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMM d, yyyy</source>
        <translation>yyyy年M月d日</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light or dark, or as the system has it.</source>
        <translation>浅色、深色，或跟随系统。</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Scales all text, code included.</source>
        <translation>缩放所有文字，包括代码。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>The language of the window; it changes at once.</source>
        <translation>界面的语言，立即生效。</translation>
    </message>
    <message>
        <source>Enter sends the message</source>
        <translation>按 Enter 发送消息</translation>
    </message>
    <message>
        <source>Shift+Enter begins a new line. When off, it is the other way round.</source>
        <translation>按 Shift+Enter 换行。关闭后两者对调。</translation>
    </message>
    <message>
        <source>Let the model name new chats</source>
        <translation>让模型起标题</translation>
    </message>
    <message>
        <source>Asks the chat&apos;s model for a short title after its first answer.</source>
        <translation>第一个回答之后，请聊天的模型起一个简短的标题。</translation>
    </message>
    <message>
        <source>Let idle agents go after</source>
        <translation>闲置多久后释放智能体</translation>
    </message>
    <message>
        <source>Agents of a chat that nobody uses are saved and closed; they come back with the next message.</source>
        <translation>闲置聊天的智能体会保存并关闭，发送下一条消息时恢复。</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>What the assistant is told before each chat. Empty means the usual words.</source>
        <translation>每个聊天开始前告诉助手的话。留空则使用默认内容。</translation>
    </message>
    <message>
        <source>Allow</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>When agents want to use a tool</source>
        <translation>智能体要使用工具时</translation>
    </message>
    <message>
        <source>Keep every chat as a text file, too</source>
        <translation>同时将每个聊天保存为文本文件</translation>
    </message>
    <message>
        <source>One Markdown file for each chat, renewed after each answer. A file that you have changed is left alone.</source>
        <translation>每个聊天一个 Markdown 文件，每次回答后更新。你改动过的文件不会被覆盖。</translation>
    </message>
    <message>
        <source>Holds for tools that you have decided nothing else about. Before code runs on this computer you are asked even where tools are allowed.</source>
        <translation>适用于你没有另作决定的工具。在这台电脑上运行代码之前，即使工具已获允许也会询问你。</translation>
    </message>
    <message>
        <source>Always ask</source>
        <translation>总是询问</translation>
    </message>
    <message>
        <source>Ask unless it only reads</source>
        <translation>除只读操作外都询问</translation>
    </message>
    <message>
        <source>Do not allow</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>Run agents&apos; code in a container</source>
        <translation>在容器中运行智能体的代码</translation>
    </message>
    <message>
        <source>It then sees the chat&apos;s folder and nothing else of this computer, and has no network. Docker does it; where Docker does not answer, no code runs.</source>
        <translation>代码只能看到此聊天的文件夹，看不到这台计算机上的其他内容，也没有网络。由 Docker 实现；Docker 没有响应时，不会运行任何代码。</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>When an answer is done, failed or needs you while the window is not in front.</source>
        <translation>窗口不在前台时，若回答完成、失败或需要你，就发出通知。</translation>
    </message>
    <message>
        <source>Icon in the tray</source>
        <translation>托盘图标</translation>
    </message>
    <message>
        <source>With a new chat, the last chats, and Quit.</source>
        <translation>可新建聊天、打开最近的聊天和退出。</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>关闭窗口后留在托盘中</translation>
    </message>
    <message>
        <source>Answers go on; Quit in the tray or Ctrl+Q ends Parley.</source>
        <translation>回答会继续；用托盘中的“退出”或 Ctrl+Q 结束 Parley。</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>登录时启动</translation>
    </message>
    <message>
        <source>Starts in the tray, or minimised where there is none.</source>
        <translation>启动到托盘；没有托盘时最小化启动。</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>A small window for a question, opened from anywhere by a shortcut.</source>
        <translation>一个用来提问的小窗口，在任何地方都能用快捷键打开。</translation>
    </message>
    <message>
        <source>Shortcut of quick ask</source>
        <translation>快速提问的快捷键</translation>
    </message>
    <message>
        <source>Keys that no other program uses.</source>
        <translation>请选择其他程序不使用的按键。</translation>
    </message>
    <message>
        <source>Delete old chats by themselves</source>
        <translation>自动删除旧聊天</translation>
    </message>
    <message>
        <source>A chat that nobody has touched for so long goes to the bin, an archived one too. Pinned ones stay, and those that hold something unsent.</source>
        <translation>长时间未动过的聊天会移到回收站，已归档的也一样。置顶的聊天和含有未发送内容的聊天会保留。</translation>
    </message>
    <message>
        <source>Untouched for</source>
        <translation>未动过的时间</translation>
    </message>
    <message>
        <source>Counted from the last message or change in the chat.</source>
        <translation>从聊天中最后一条消息或最后一次更改算起。</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>Look for new versions</source>
        <translation>检查新版本</translation>
    </message>
    <message>
        <source>Asks the address below once a day, and only tells; nothing is downloaded.</source>
        <translation>每天询问一次下面的地址，只作提示，不会下载任何内容。</translation>
    </message>
    <message>
        <source>Where to ask</source>
        <translation>询问地址</translation>
    </message>
    <message>
        <source>The address that tells the newest version.</source>
        <translation>提供最新版本信息的地址。</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>About Parley</source>
        <translation>关于 Parley</translation>
    </message>
    <message>
        <source>A native desktop client for talking to AutoGen agents and teams. Free software under the MIT licence.</source>
        <translation>与 AutoGen 智能体和团队对话的原生桌面客户端。采用 MIT 许可证的自由软件。</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>复制版本信息</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>数据文件夹</translation>
    </message>
    <message>
        <source>Built on</source>
        <translation>基于</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Data &amp; privacy</source>
        <translation>数据与隐私</translation>
    </message>
    <message>
        <source>Your data stays on this computer, except what you send to a model and what agents send by tools.</source>
        <translation>你的数据留在这台电脑上，除了你发送给模型的内容，以及智能体通过工具发送的内容。</translation>
    </message>
    <message>
        <source>Chats</source>
        <translation>聊天</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What the program did, for when something goes wrong. No keys, no messages.</source>
        <translation>程序做过什么，供出问题时查看。不含密钥，也不含消息。</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>什么会离开这台电脑</translation>
    </message>
    <message>
        <source>A chat&apos;s messages and files go to the provider of its model. Agents with tools reach further: a page of the web that they read sees the request, an MCP server what is asked of it, and code that you let run can send whatever you can. The inspector shows whom an answer reached. Parley sends no statistics, and looks for new versions only where you switch that on in About.</source>
        <translation>聊天的消息和文件会发给它的模型的服务商。带工具的智能体能到达更远的地方：它读取的网页会看到请求，MCP 服务器会看到向它提出的内容，你允许运行的代码能发送任何你能发送的东西。检查器会显示一次回答联系过谁。Parley 不发送任何统计，只有你在“关于”里打开后才检查新版本。</translation>
    </message>
    <message>
        <source>All chats with their files, drafts and what the agents remember are in parley.db, unencrypted. They stay until you delete them; {deleted} days later they are erased.</source>
        <translation>所有聊天及其文件、草稿和智能体的记忆都以未加密形式保存在 parley.db 中。它们会一直保留到你删除为止；删除 {deleted} 天后会被彻底清除。</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Copies of that file: of {days} days, {weeks} weeks before, and your own. What you delete stays in them until they go.</source>
        <translation>该文件的副本：最近 {days} 天、之前 {weeks} 周以及你自己创建的。你删除的内容会留在这些副本中，直到它们被清除。</translation>
    </message>
    <message>
        <source>Work folders</source>
        <translation>工作文件夹</translation>
    </message>
    <message>
        <source>Where the tools of a chat write, unless you choose a folder.</source>
        <translation>聊天的工具写入文件的位置，除非你另选文件夹。</translation>
    </message>
    <message>
        <source>Your choices and the list of providers, never their keys. Beside the chats are your agents and teams, what agents remember in all chats (memory.json), and a seal by which Parley knows its own chat files (seal.key).</source>
        <translation>你的选择和服务商列表，绝不包含密钥。聊天旁边还有你的智能体和团队、智能体在所有聊天中记住的内容（memory.json），以及 Parley 用来识别自己的聊天文件的印记（seal.key）。</translation>
    </message>
    <message>
        <source>Where you chose so, a key is kept for one run only, or unencrypted in keys.json, readable by your account only.</source>
        <translation>你可以选择仅在本次运行中保留密钥，或不加密地存入 keys.json（只有你的账户能读）。</translation>
    </message>
    <message>
        <source>In the system keyring.</source>
        <translation>保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>This computer has no system keyring.</source>
        <translation>这台电脑没有系统密钥环。</translation>
    </message>
    <message>
        <source>What you decided about tools, and your rules for them, are in</source>
        <translation>你对工具作出的决定及相关规则位于</translation>
    </message>
    <message>
        <source>Settings › Tools</source>
        <translation>设置 › 工具</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) would go now.</source>
        <translation>
            <numerusform>现在会有 %n 个聊天被删除。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) will go within minutes.</source>
        <translation>
            <numerusform>%n 个聊天将在几分钟内被删除。</numerusform>
        </translation>
    </message>
    <message>
        <source>It takes {size}.</source>
        <translation>占用 {size}。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>MCP servers</source>
        <translation>MCP 服务器</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Settings pages</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <source>Back to the chat</source>
        <translation>返回聊天</translation>
    </message>
    <message>
        <source>Everything can be reached with the keyboard.</source>
        <translation>所有功能都可以用键盘操作。</translation>
    </message>
    <message>
        <source>What agents may do on this computer, and what they did.</source>
        <translation>智能体在本机可以做什么，以及做过什么。</translation>
    </message>
    <message>
        <source>Rules for single tools</source>
        <translation>单个工具的规则</translation>
    </message>
    <message>
        <source>None yet. The rules of one chat are in its menu, under Tools in this chat.</source>
        <translation>还没有。单个聊天的规则在该聊天的菜单里，“本聊天的工具”之下。</translation>
    </message>
    <message>
        <source>Recent decisions</source>
        <translation>最近的决定</translation>
    </message>
    <message>
        <source>No tool has been called yet.</source>
        <translation>还没有调用过工具。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>{decision} (with changed arguments)</source>
        <translation>{decision}（参数已修改）</translation>
    </message>
    <message>
        <source>Folder of the text files</source>
        <translation>文本文件所在的文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose the folder of the text files</source>
        <translation>选择文本文件所在的文件夹</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>Agents &amp;&amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Agents &amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Order, archive and bin</source>
        <translation>排序、归档与回收站</translation>
    </message>
    <message>
        <source>Only chats with the tag {tag}; press to show all</source>
        <translation>只显示带有标签 {tag} 的聊天；按下显示全部</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”.</source>
        <translation>没有找到“{query}”。</translation>
    </message>
    <message>
        <source>Your chats will be listed here.</source>
        <translation>你的聊天会列在这里。</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Sum up earlier messages</source>
        <translation>概括先前的消息</translation>
    </message>
    <message>
        <source>The model reads the earlier messages…</source>
        <translation>模型正在阅读先前的消息…</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>概括</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The model reads the earlier messages, part {n} of {all}…</source>
        <translation>模型正在阅读先前的消息，第 {n} 部分，共 {all} 部分…</translation>
    </message>
    <message>
        <source>This is what the agents will know of the earlier messages. Correct it if you like. Nothing is deleted: the messages stay in the chat, and you can undo this.</source>
        <translation>智能体今后对先前消息所知的就是这些，你可以修改。不会删除任何内容：消息仍留在聊天中，也可以撤销。</translation>
    </message>
    <message>
        <source>Your last message is then sent again.</source>
        <translation>之后会重新发送你的上一条消息。</translation>
    </message>
    <message>
        <source>There are no earlier messages that could be summed up yet.</source>
        <translation>还没有可以概括的先前消息。</translation>
    </message>
    <message>
        <source>The chat has moved on: wait until its answer is done, or go back to the version that was summed up. Then accept again.</source>
        <translation>聊天已有变化：请等回答完成，或回到所概括的那个版本，然后再次采用。</translation>
    </message>
    <message>
        <source>The agents know all of the earlier messages again.</source>
        <translation>智能体又知道先前的全部消息了。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Wait until the answer is done, then undo the summary.</source>
        <translation>请等回答完成，然后再撤销概括。</translation>
    </message>
</context>
<context>
    <name>TeamPicker</name>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Come with Parley</source>
        <translation>Parley 自带</translation>
    </message>
    <message>
        <source>Your own</source>
        <translation>你自己的</translation>
    </message>
    <message>
        <source>Agents &amp; teams…</source>
        <translation>智能体与团队…</translation>
    </message>
    <message>
        <source>Team ·</source>
        <translation>团队 ·</translation>
    </message>
    <message>
        <source>Removed agent or team</source>
        <translation>已移除的智能体或团队</translation>
    </message>
    <message>
        <source>Choose who answers in this chat</source>
        <translation>选择由谁在此聊天中回答</translation>
    </message>
    <message>
        <source>Who answers: {name}</source>
        <translation>回答者：{name}</translation>
    </message>
</context>
<context>
    <name>ToolRules</name>
    <message>
        <source>Tools in this chat</source>
        <translation>本聊天的工具</translation>
    </message>
    <message>
        <source>What agents may do in this chat without asking you. A rule counts from now on, also for calls that wait; the rules for all chats are in Settings › Tools.</source>
        <translation>智能体在本聊天中可以不问你就做什么。规则从现在起生效，正在等待的调用也算在内；适用于所有聊天的规则在“设置 › 工具”。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No tool has been used in this chat yet. Once an agent asks for one, you can let it pass here for good, and take that back.</source>
        <translation>本聊天还没有用过工具。智能体请求使用某个工具时，你可以让它在本聊天中一直通过，之后也可以在这里收回。</translation>
    </message>
    <message>
        <source>As in the settings</source>
        <translation>按设置</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>List files</source>
        <translation>列出文件</translation>
    </message>
    <message>
        <source>Names in the chat&apos;s folder</source>
        <translation>聊天文件夹中的文件名</translation>
    </message>
    <message>
        <source>Read files</source>
        <translation>读取文件</translation>
    </message>
    <message>
        <source>Text of files in the chat&apos;s folder</source>
        <translation>聊天文件夹中文件的文本</translation>
    </message>
    <message>
        <source>Search files</source>
        <translation>搜索文件</translation>
    </message>
    <message>
        <source>Words in the files of the chat&apos;s folder</source>
        <translation>聊天文件夹各文件中的词句</translation>
    </message>
    <message>
        <source>Search documents</source>
        <translation>搜索文档</translation>
    </message>
    <message>
        <source>The documents that are listed below</source>
        <translation>下面列出的文档</translation>
    </message>
    <message>
        <source>Read web pages</source>
        <translation>读取网页</translation>
    </message>
    <message>
        <source>The text of one address</source>
        <translation>一个网址的文本</translation>
    </message>
    <message>
        <source>Calculate</source>
        <translation>计算</translation>
    </message>
    <message>
        <source>Exact arithmetic</source>
        <translation>精确算术</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日期和时间</translation>
    </message>
    <message>
        <source>Of this computer</source>
        <translation>本机的</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Keeps notes for later</source>
        <translation>保存笔记供以后使用</translation>
    </message>
    <message>
        <source>Write files</source>
        <translation>写入文件</translation>
    </message>
    <message>
        <source>New files in the chat&apos;s folder</source>
        <translation>在聊天文件夹中新建文件</translation>
    </message>
    <message>
        <source>Change files</source>
        <translation>修改文件</translation>
    </message>
    <message>
        <source>Places in files of the chat&apos;s folder</source>
        <translation>修改聊天文件夹中文件的部分内容</translation>
    </message>
    <message>
        <source>Run Python</source>
        <translation>运行 Python</translation>
    </message>
    <message>
        <source>On this computer, in the chat&apos;s folder</source>
        <translation>在本机的聊天文件夹中</translation>
    </message>
    <message>
        <source>Run commands</source>
        <translation>运行命令</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>回忆</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>遗忘</translation>
    </message>
    <message>
        <source>Built into Parley</source>
        <translation>Parley 自带</translation>
    </message>
    <message>
        <source>Web service {name}</source>
        <translation>网络服务 {name}</translation>
    </message>
    <message>
        <source>Code that came with an agent</source>
        <translation>随智能体而来的代码</translation>
    </message>
    <message>
        <source>Agent {name}</source>
        <translation>智能体 {name}</translation>
    </message>
    <message>
        <source>Run code that agents write</source>
        <translation>运行智能体写的代码</translation>
    </message>
    <message>
        <source>An agent that is used as a tool</source>
        <translation>作为工具使用的智能体</translation>
    </message>
    <message>
        <source>The offline guide</source>
        <translation>离线指南</translation>
    </message>
    <message>
        <source>reads</source>
        <translation>读取</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>runs code</source>
        <translation>运行代码</translation>
    </message>
    <message>
        <source>An MCP server that is no longer there</source>
        <translation>已不存在的 MCP 服务器</translation>
    </message>
    <message>
        <source>MCP server {name}</source>
        <translation>MCP 服务器 {name}</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Answer of {name}, {time}</source>
        <translation>{name} 的回答，{time}</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>向导</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>回答：{text}</translation>
    </message>
    <message>
        <source>The answer was stopped.</source>
        <translation>回答已停止。</translation>
    </message>
    <message>
        <source>Wrap</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>As text</source>
        <translation>显示为文本</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>复制代码</translation>
    </message>
    <message>
        <source>Save code as…</source>
        <translation>将代码另存为…</translation>
    </message>
    <message>
        <source>Code: {language}</source>
        <translation>代码：{language}</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>纯文本</translation>
    </message>
    <message>
        <source>{number} ms</source>
        <translation>{number} 毫秒</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds} s</source>
        <translation>{minutes} 分 {seconds} 秒</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Sum up earlier messages…</source>
        <translation>概括先前的消息…</translation>
    </message>
    <message>
        <source>Raise the limit…</source>
        <translation>提高上限…</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Interrupted before the end</source>
        <translation>未完成即中断</translation>
    </message>
    <message>
        <source>{source} handed off to {target}</source>
        <translation>{source} 已移交给 {target}</translation>
    </message>
    <message>
        <source>{target} is told: {text}</source>
        <translation>告诉 {target}：{text}</translation>
    </message>
    <message>
        <source>Jump to latest</source>
        <translation>跳到最新</translation>
    </message>
    <message numerus="yes">
        <source>%n new message(s)</source>
        <translation>
            <numerusform>%n 条新消息</numerusform>
        </translation>
    </message>
    <message>
        <source>{jump} · {news}</source>
        <translation>{jump} · {news}</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>显示更多</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>Thought</source>
        <translation>思考过程</translation>
    </message>
    <message>
        <source>Thought for {duration}</source>
        <translation>思考了 {duration}</translation>
    </message>
    <message>
        <source>Tool {name}: {state}</source>
        <translation>工具 {name}：{state}</translation>
    </message>
    <message>
        <source>Unknown tool</source>
        <translation>未知工具</translation>
    </message>
    <message>
        <source>{agent}: {tool} {wish}. Waiting for you.</source>
        <translation>{agent}：{tool} {wish}。等待你处理。</translation>
    </message>
    <message>
        <source>{agent} · waiting for you</source>
        <translation>{agent} · 等待你处理</translation>
    </message>
    <message>
        <source>Line {line} is no valid JSON: {reason}</source>
        <translation>第 {line} 行不是有效的 JSON：{reason}</translation>
    </message>
    <message>
        <source>The arguments must stand between { and }.</source>
        <translation>参数必须写在 { 和 } 之间。</translation>
    </message>
    <message>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Stop this tool</source>
        <translation>停止此工具</translation>
    </message>
    <message>
        <source>Arguments, as you changed them</source>
        <translation>参数（经你修改）</translation>
    </message>
    <message>
        <source>Arguments, as the agent wrote them</source>
        <translation>参数（智能体原来写的）</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>denied</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>复制链接</translation>
    </message>
    <message>
        <source>Select all in this answer</source>
        <translation>全选此回答</translation>
    </message>
    <message>
        <source>Select all in this message</source>
        <translation>全选此消息</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>{sent} in · {received} out</source>
        <translation>输入 {sent} · 输出 {received}</translation>
    </message>
    <message>
        <source>You</source>
        <translation>你</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>The server is busy. Trying again in {seconds} s.</source>
        <translation>服务器繁忙，{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>The server had an error. Trying again in {seconds} s.</source>
        <translation>服务器出错，{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>No answer yet. Trying again in {seconds} s.</source>
        <translation>还没有回应，{seconds} 秒后重试。</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>The answer was cut at the model&apos;s length limit.</source>
        <translation>回答达到模型的长度上限，已被截断。</translation>
    </message>
    <message>
        <source>The provider cut the answer because of its contents.</source>
        <translation>服务商因内容原因截断了回答。</translation>
    </message>
    <message>
        <source>The model declined to go on.</source>
        <translation>模型拒绝继续回答。</translation>
    </message>
    <message>
        <source>The team has changed since the last answer. What was said before was told to it anew.</source>
        <translation>团队在上次回答之后有了变化。之前说过的内容已重新告知它。</translation>
    </message>
    <message>
        <source>This model cannot see pictures; it was told only the words. If it can, say so in Settings › Models.</source>
        <translation>此模型看不到图片，只收到了文字。如果它能看图，请在“设置 › 模型”中注明。</translation>
    </message>
    <message>
        <source>There was nothing to read in {names}, and the model was told so. A click on the file shows what it was sent.</source>
        <translation>{names} 中没有可读的内容，已如实告知模型。点击文件可查看实际发送的内容。</translation>
    </message>
    <message>
        <source>The model was sent only the beginning of {names}: it is too long. A click on the file shows what it was sent.</source>
        <translation>{names} 太长，只向模型发送了开头部分。点击文件可查看实际发送的内容。</translation>
    </message>
    <message numerus="yes">
        <source>The model was asked who speaks next and named nobody who may, in %n request(s), so {name} speaks. Choose a stronger model for this team, or say more clearly in Agents &amp; teams what each member is for.</source>
        <translation>
            <numerusform>问了模型接下来由谁发言，%n 次请求都没有选出可以发言的成员，因此由 {name} 发言。请为这个团队换一个更强的模型，或在“智能体与团队”中把每个成员的职责写得更清楚。</numerusform>
        </translation>
    </message>
    <message>
        <source>Version {number} of {count}</source>
        <translation>第 {number} 个版本，共 {count} 个</translation>
    </message>
    <message>
        <source>Earlier version</source>
        <translation>较早的版本</translation>
    </message>
    <message>
        <source>Later version</source>
        <translation>较新的版本</translation>
    </message>
    <message>
        <source>Save the code</source>
        <translation>保存代码</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Code, attempt {number}</source>
        <translation>代码，第 {number} 次尝试</translation>
    </message>
    <message>
        <source>Code to run</source>
        <translation>要运行的代码</translation>
    </message>
    <message>
        <source>Code was run</source>
        <translation>代码已运行</translation>
    </message>
    <message>
        <source>Code was run, attempt {number}</source>
        <translation>代码已运行，第 {number} 次尝试</translation>
    </message>
    <message>
        <source>exit code {number}</source>
        <translation>退出码 {number}</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>{name}: it cannot be shown</source>
        <translation>{name}：无法显示</translation>
    </message>
    <message>
        <source>This picture cannot be shown</source>
        <translation>无法显示此图片</translation>
    </message>
    <message>
        <source>Memories used: {count}</source>
        <translation>使用的记忆：{count}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>记忆</translation>
    </message>
    <message>
        <source>Show all {count} rows</source>
        <translation>显示全部 {count} 行数据</translation>
    </message>
    <message>
        <source>Show all {count} lines</source>
        <translation>显示全部 {count} 行</translation>
    </message>
    <message>
        <source>Copy: {caption}</source>
        <translation>复制：{caption}</translation>
    </message>
    <message>
        <source>{name} asks for your input.</source>
        <translation>{name} 请你输入。</translation>
    </message>
    <message>
        <source>Question: {words}</source>
        <translation>问题：{words}</translation>
    </message>
    <message>
        <source>Your answer</source>
        <translation>你的回答</translation>
    </message>
    <message>
        <source>Wait until the answer is done.</source>
        <translation>请等回答完成。</translation>
    </message>
    <message>
        <source>Edited message</source>
        <translation>编辑后的消息</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Send the edited message</source>
        <translation>发送编辑后的消息</translation>
    </message>
    <message>
        <source>Send the answer</source>
        <translation>发送回答</translation>
    </message>
    <message>
        <source>{agent} asks · waiting for you</source>
        <translation>{agent} 提问 · 等待你回答</translation>
    </message>
    <message>
        <source>Scroll sideways</source>
        <translation>左右滚动</translation>
    </message>
    <message>
        <source>Next: {name}</source>
        <translation>下一位：{name}</translation>
    </message>
    <message>
        <source>Choosing who speaks next</source>
        <translation>正在选择下一位发言者</translation>
    </message>
    <message>
        <source>Ended: {reason}</source>
        <translation>已结束：{reason}</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Data: {name}</source>
        <translation>数据：{name}</translation>
    </message>
    <message>
        <source>Result: {words}</source>
        <translation>结果：{words}</translation>
    </message>
    <message>
        <source>Allow as edited</source>
        <translation>按修改后的允许</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>允许一次</translation>
    </message>
    <message>
        <source>Allow in this chat</source>
        <translation>在此聊天中允许</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>This is too long to be changed here.</source>
        <translation>内容太长，无法在此处修改。</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Why not? The agent reads it. It may stay empty.</source>
        <translation>为什么不允许？智能体会看到；也可以留空。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>wants to use {place}</source>
        <translation>想要使用 {place}</translation>
    </message>
    <message>
        <source>wants to run code, apart from this computer</source>
        <translation>想要在与本机隔离的环境中运行代码</translation>
    </message>
    <message>
        <source>wants to run code on this computer</source>
        <translation>想要在本机运行代码</translation>
    </message>
    <message>
        <source>wants to change files</source>
        <translation>想要更改文件</translation>
    </message>
    <message>
        <source>wants to change something</source>
        <translation>想要更改某些内容</translation>
    </message>
    <message>
        <source>wants to read files</source>
        <translation>想要读取文件</translation>
    </message>
    <message>
        <source>wants to look something up</source>
        <translation>想要查找信息</translation>
    </message>
    <message>
        <source>isolated: {place}</source>
        <translation>已隔离：{place}</translation>
    </message>
    <message>
        <source>not isolated: {place}</source>
        <translation>未隔离：{place}</translation>
    </message>
    <message>
        <source>writes: {place}</source>
        <translation>写入：{place}</translation>
    </message>
    <message>
        <source>reads: {place}</source>
        <translation>读取：{place}</translation>
    </message>
    <message>
        <source>{decision}: {reason}</source>
        <translation>{decision}：{reason}</translation>
    </message>
    <message>
        <source>Allowed by you</source>
        <translation>由你允许</translation>
    </message>
    <message>
        <source>Denied by you</source>
        <translation>由你拒绝</translation>
    </message>
    <message>
        <source>Allowed by a rule of this chat</source>
        <translation>由此聊天的规则允许</translation>
    </message>
    <message>
        <source>Denied by a rule of this chat</source>
        <translation>由此聊天的规则拒绝</translation>
    </message>
    <message>
        <source>Allowed by a rule in the settings</source>
        <translation>由设置中的规则允许</translation>
    </message>
    <message>
        <source>Denied by a rule in the settings</source>
        <translation>由设置中的规则拒绝</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Earlier messages were summed up</source>
        <translation>先前的消息已概括</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Go on from before this, with all of the earlier messages</source>
        <translation>回到概括之前继续，保留先前的全部消息</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>the limit of {count} messages was reached</source>
        <translation>已达到 {count} 条消息的上限</translation>
    </message>
    <message>
        <source>the limit of {count} turns was reached</source>
        <translation>已达到 {count} 轮的上限</translation>
    </message>
    <message>
        <source>the limit of rounds was reached</source>
        <translation>已达到轮数上限</translation>
    </message>
    <message>
        <source>the limit of tokens was reached: {count} have been used</source>
        <translation>已达到 token 上限：已用 {count} 个</translation>
    </message>
    <message>
        <source>the limit of {count} seconds was reached</source>
        <translation>已达到 {count} 秒的上限</translation>
    </message>
    <message>
        <source>somebody said “{text}”</source>
        <translation>有人说了“{text}”</translation>
    </message>
    <message>
        <source>{source} handed over to you</source>
        <translation>{source} 交给了你</translation>
    </message>
    <message>
        <source>{source} handed over to {target}</source>
        <translation>{source} 交给了 {target}</translation>
    </message>
    <message>
        <source>{source} has written</source>
        <translation>{source} 已发言</translation>
    </message>
    <message>
        <source>{source} has answered</source>
        <translation>{source} 已回答</translation>
    </message>
    <message>
        <source>the tool {text} was used</source>
        <translation>工具 {text} 已被使用</translation>
    </message>
    <message>
        <source>it was asked to stop</source>
        <translation>收到了停止请求</translation>
    </message>
    <message>
        <source>a condition in code was met</source>
        <translation>代码中的条件已满足</translation>
    </message>
    <message>
        <source>an agent asked to stop</source>
        <translation>有智能体要求停止</translation>
    </message>
    <message>
        <source>all steps of the graph are done</source>
        <translation>图中的所有步骤都已完成</translation>
    </message>
    <message>
        <source>the team had ended before</source>
        <translation>团队此前已经结束</translation>
    </message>
    <message>
        <source>the team was stopped</source>
        <translation>团队已被停止</translation>
    </message>
    <message>
        <source>an error occurred</source>
        <translation>出了错</translation>
    </message>
    <message>
        <source>{first}; {second}</source>
        <translation>{first}；{second}</translation>
    </message>
    <message>
        <source>Wait until the answer is done, then go to another branch.</source>
        <translation>请等回答完成后再切换到其他分支。</translation>
    </message>
    <message>
        <source>Later messages are kept in another branch.</source>
        <translation>之后的消息保留在另一个分支里。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>前往</translation>
    </message>
    <message>
        <source>Go to the later messages</source>
        <translation>前往之后的消息</translation>
    </message>
    <message>
        <source>Agents &amp; teams</source>
        <translation>智能体与团队</translation>
    </message>
    <message>
        <source>Try again with</source>
        <translation>换一个重试</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit this message</source>
        <translation>编辑这条消息</translation>
    </message>
    <message>
        <source>Shows what was sent</source>
        <translation>显示已发送的内容</translation>
    </message>
    <message>
        <source>Show what was sent</source>
        <translation>显示已发送的内容</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>needs you</source>
        <translation>需要你</translation>
    </message>
    <message>
        <source>answering</source>
        <translation>正在回答</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>Parley: a chat needs you</source>
        <translation>Parley：有聊天需要你</translation>
    </message>
    <message>
        <source>Parley: unread answers</source>
        <translation>Parley：有未读回答</translation>
    </message>
    <message>
        <source>Parley: answering</source>
        <translation>Parley：正在回答</translation>
    </message>
    <message>
        <source>Parley in the tray</source>
        <translation>托盘中的 Parley</translation>
    </message>
    <message>
        <source>Show Parley</source>
        <translation>显示 Parley</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>新聊天</translation>
    </message>
    <message>
        <source>Quick ask</source>
        <translation>快速提问</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>{title} ({state})</source>
        <translation>{title}（{state}）</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>Check now</source>
        <translation>立即检查</translation>
    </message>
    <message>
        <source>Open page</source>
        <translation>打开页面</translation>
    </message>
    <message>
        <source>Page of the new version</source>
        <translation>新版本页面</translation>
    </message>
    <message>
        <source>There is no address to ask yet: enter one below.</source>
        <translation>还没有可询问的地址：请在下面输入。</translation>
    </message>
    <message>
        <source>Once a day Parley asks {host} for the newest version. That host learns this computer&apos;s internet address and that it is Parley that asks; nothing else is sent. Parley only tells you: it downloads and changes nothing.</source>
        <translation>Parley 每天向 {host} 询问一次最新版本。该主机会知道这台电脑的网络地址，以及是 Parley 在询问；此外不发送任何内容。Parley 只会告诉你：不下载，也不更改任何东西。</translation>
    </message>
    <message>
        <source>Empty for the address that came with this copy.</source>
        <translation>留空则使用此副本自带的地址。</translation>
    </message>
    <message>
        <source>This copy of Parley came without an address.</source>
        <translation>此 Parley 副本没有自带地址。</translation>
    </message>
    <message>
        <source>Only addresses that begin with https:// can be asked.</source>
        <translation>只能询问以 https:// 开头的地址。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Asked on {time}.</source>
        <translation>询问时间：{time}。</translation>
    </message>
    <message>
        <source>Nobody has been asked yet.</source>
        <translation>还没有询问过。</translation>
    </message>
    <message>
        <source>This is the newest version.</source>
        <translation>这已是最新版本。</translation>
    </message>
    <message>
        <source>Parley {version} is available.</source>
        <translation>Parley {version} 已发布。</translation>
    </message>
    <message>
        <source>There is no address to ask.</source>
        <translation>没有可询问的地址。</translation>
    </message>
    <message>
        <source>The host could not be reached.</source>
        <translation>无法连接该主机。</translation>
    </message>
    <message>
        <source>The host refused to answer.</source>
        <translation>该主机拒绝回答。</translation>
    </message>
    <message>
        <source>The host pointed elsewhere, which was not followed.</source>
        <translation>该主机指向了别处，未予跟随。</translation>
    </message>
    <message>
        <source>The answer names no version.</source>
        <translation>回答中没有版本信息。</translation>
    </message>
</context>
<context>
    <name>Usage</name>
    <message>
        <source>Your own prices</source>
        <translation>你自己的价格</translation>
    </message>
    <message>
        <source>In US dollars for a million tokens; they count before the list prices of {date} that come with Parley. A model that runs on this computer costs nothing.</source>
        <translation>以每百万 token 的美元计，优先于 Parley 附带的 {date} 标价。在本机运行的模型不收费。</translation>
    </message>
    <message>
        <source>Name of the model</source>
        <translation>模型名称</translation>
    </message>
    <message>
        <source>Price in</source>
        <translation>输入价格</translation>
    </message>
    <message>
        <source>Price out</source>
        <translation>输出价格</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>{prompt} in · {completion} out</source>
        <translation>输入 {prompt} · 输出 {completion}</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Enter the name of the model as its provider writes it.</source>
        <translation>请按服务商的写法输入模型名称。</translation>
    </message>
    <message>
        <source>A price is a number from 0 on, like 2.5.</source>
        <translation>价格应是不小于 0 的数，例如 2.5。</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>用量</translation>
    </message>
    <message>
        <source>All</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>No model was asked.</source>
        <translation>没有请求过模型。</translation>
    </message>
    <message>
        <source>Where no cost stands, the price is not known; you can enter it below.</source>
        <translation>未列出费用的，是因为价格未知；你可以在下方输入。</translation>
    </message>
    <message>
        <source>{sent} in · {received} out</source>
        <translation>输入 {sent} · 输出 {received}</translation>
    </message>
    <message>
        <source>What models were sent and answered, as their providers counted it. Costs are reckoned from prices; what you pay is what your provider says.</source>
        <translation>模型收到和回答的内容，以服务商的计数为准。费用按价格估算；实际付款以服务商的账单为准。</translation>
    </message>
</context>
<context>
    <name>UserNeeds</name>
    <message>
        <source>An agent asks you something.</source>
        <translation>有智能体向你提问。</translation>
    </message>
    <message>
        <source>An agent in another chat asks you something.</source>
        <translation>另一个聊天中有智能体向你提问。</translation>
    </message>
    <message>
        <source>An agent waits for your decision.</source>
        <translation>有智能体等待你的决定。</translation>
    </message>
    <message>
        <source>An agent in another chat waits for your decision.</source>
        <translation>另一个聊天中有智能体等待你的决定。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Ollama (ollama.com) and LM Studio (lmstudio.ai) run models here, free of charge. Start one of them with a model, then look again.</source>
        <translation>Ollama（ollama.com）和 LM Studio（lmstudio.ai）可以在这台电脑上免费运行模型。启动其中一个并载入模型，然后再找一次。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Use a local model</source>
        <translation>使用本机模型</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>No local server found</source>
        <translation>没有找到本机服务器</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>再找一次</translation>
    </message>
    <message>
        <source>Use an API key</source>
        <translation>使用 API 密钥</translation>
    </message>
    <message>
        <source>Any provider, or your company&apos;s own server.</source>
        <translation>任何服务商，或公司自己的服务器。</translation>
    </message>
    <message>
        <source>Add a key…</source>
        <translation>添加密钥…</translation>
    </message>
    <message>
        <source>Found in the environment</source>
        <translation>在环境变量中找到</translation>
    </message>
    <message>
        <source>Use {name}</source>
        <translation>使用 {name}</translation>
    </message>
    <message>
        <source>The key in {variable} is used where it is, and not copied.</source>
        <translation>直接使用 {variable} 中的密钥，不会复制。</translation>
    </message>
    <message>
        <source>No account needed</source>
        <translation>无需账号</translation>
    </message>
    <message>
        <source>Look around offline</source>
        <translation>离线看一看</translation>
    </message>
    <message>
        <source>The built-in guide answers questions about Parley. It is not a language model.</source>
        <translation>内置向导回答关于 Parley 的问题。它不是语言模型。</translation>
    </message>
    <message>
        <source>Open the guide</source>
        <translation>打开向导</translation>
    </message>
    <message>
        <source>Still nothing found at {ollama} (Ollama) and {lm_studio} (LM Studio). Start one of them with a model, then look again.</source>
        <translation>在 {ollama}（Ollama）和 {lm_studio}（LM Studio）仍然没有找到。请启动其中之一并加载模型，然后再找一次。</translation>
    </message>
    <message>
        <source>Running at {place} with {models}. Nothing leaves this computer.</source>
        <translation>运行在 {place}，共 {models}。任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Found on this computer</source>
        <translation>在这台电脑上找到</translation>
    </message>
    <message>
        <source>Start with {model}</source>
        <translation>用 {model} 开始</translation>
    </message>
    <message>
        <source>This server lists no models. Enter the name of one.</source>
        <translation>此服务器没有列出模型。请输入一个模型的名称。</translation>
    </message>
    <message>
        <source>Save and test</source>
        <translation>保存并测试</translation>
    </message>
    <message>
        <source>Save anyway</source>
        <translation>仍然保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>服务商</translation>
    </message>
    <message>
        <source>Other (OpenAI-compatible)…</source>
        <translation>其他（兼容 OpenAI）…</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>The first that it lists</source>
        <translation>它列出的第一个</translation>
    </message>
    <message>
        <source>Only if it asks for one</source>
        <translation>仅在需要时填写</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API 密钥</translation>
    </message>
    <message>
        <source>Paste the key here</source>
        <translation>在此粘贴密钥</translation>
    </message>
    <message>
        <source>Kept in the system keyring, never in a file.</source>
        <translation>保存在系统密钥环中，绝不写入文件。</translation>
    </message>
    <message>
        <source>This computer has no system keyring: the key is kept for this run only. The settings offer a file instead.</source>
        <translation>这台电脑没有系统密钥环：密钥仅在本次运行中保留。也可以在设置中改为保存到文件。</translation>
    </message>
    <message>
        <source>Talk to agents, on your own desk.</source>
        <translation>就在你的桌面上，与智能体对话。</translation>
    </message>
    <message>
        <source>Chats stay on this computer. Choose how to start; you can change it any time.</source>
        <translation>聊天保存在这台电脑上。选择怎样开始，以后随时可以更改。</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Your settings could not be read, so the usual ones count. The old file is {path}.</source>
        <translation>无法读取你的设置，现在使用默认设置。旧文件是 {path}。</translation>
    </message>
    <message>
        <source>What you typed could not be saved. Copy it, or close again to leave without it.</source>
        <translation>你输入的内容无法保存。请复制它，或再次关闭以放弃它。</translation>
    </message>
    <message>
        <source>Raise the limit…</source>
        <translation>提高上限…</translation>
    </message>
    <message numerus="yes">
        <source>%n chat(s) untouched for {days} days went to the bin.</source>
        <translation>
            <numerusform>%n 个 {days} 天未动过的聊天已移到回收站。</numerusform>
        </translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
</TS>
